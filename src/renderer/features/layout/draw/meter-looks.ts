import { levelOf } from '../../../components/level';
import type { Formats } from '../../../format/format';
import type { WireRackPlan } from '../canvas/type-sheet';
import type { MeterLook } from './picture';
import type { message } from '../../../i18n/message';

interface Reading {
  readonly key: 'space' | 'mass' | 'power' | 'heat';
  readonly value: number;
  readonly limit: number | undefined;
  readonly scale: number;
  /** Whether something in the rack is left out, since nobody publishes its figure. */
  readonly partial: boolean;
}

function readingsOf(plan: WireRackPlan): readonly Reading[] {
  const { space, mass, power, feeds, cooling } = plan;
  const powerPartial = plan.powerUnknownFor.length > 0;
  const watts = { scale: 1_000, partial: powerPartial };
  return [
    { key: 'space', value: space.usedUnits, limit: space.units, scale: 1, partial: false },
    {
      key: 'mass',
      value: mass.demand.typical,
      limit: mass.limit?.typical,
      scale: 1,
      partial: mass.fits === 'unknown' && mass.unknownFor.length > 0,
    },
    { key: 'power', value: power.typical.typical, limit: feeds.usable.typical, ...watts },
    { key: 'heat', value: cooling.heat.typical, limit: cooling.limit?.limit?.typical, ...watts },
  ];
}

interface Words {
  readonly formats: Formats;
  readonly message: typeof message;
}

/** U, weight, power and heat of a rack in words, with how full each is. */
export const meterLooks = (plan: WireRackPlan, words: Words): readonly MeterLook[] =>
  readingsOf(plan).map((reading) => lookOf(reading, words));

function lookOf(reading: Reading, { formats: { number }, message }: Words): MeterLook {
  const { key, value, limit, scale, partial } = reading;
  const shown = (amount: number) => number(amount / scale, scale === 1 ? 0 : 1);
  const known = partial ? message('layout:canvas.atLeast', { value: shown(value) }) : shown(value);
  const text = limit === undefined ? `${known} ${scale === 1 ? 'kg' : 'kW'}` : `${known} / ${shown(limit)}`;
  return {
    label: message(`layout:canvas.meters.${key}`),
    text: partial && value === 0 ? message('layout:canvas.unknown') : text,
    share: limit === undefined ? undefined : limit > 0 ? value / limit : value > 0 ? 1 : 0,
    level: limit === undefined ? 'fine' : levelOf(value, limit),
  };
}
