import { memo } from 'react';
import type { RackId } from '#shared/ids';
import { levelOf } from '../../../components/level';
import { usePlan } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { RACK_WIDTH } from '../hall/geometry';
import styles from './canvas.module.css';
import type { WireRackPlan } from './type-sheet';

const LINE = 17;
const TRACK_LEFT = 44;
const TRACK_WIDTH = 96;

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

/** U, weight, power and heat of a rack against their limits, under its feet. */
export const RackMeters = memo(function RackMeters({ rack }: { readonly rack: RackId }) {
  const plan = usePlan(({ racks }) => racks[rack]);
  if (!plan) return null;
  return (
    <g className={styles.meters} transform="translate(0 14)">
      {readingsOf(plan).map((reading, index) => (
        <MeterLine key={reading.key} reading={reading} y={index * LINE} />
      ))}
    </g>
  );
});

function MeterLine({ reading, y }: { readonly reading: Reading; readonly y: number }) {
  const message = useMessage();
  const { number } = useFormats();
  const { key, value, limit, scale, partial } = reading;
  const level = limit === undefined ? 'fine' : levelOf(value, limit);
  const shown = (amount: number) => number(amount / scale, scale === 1 ? 0 : 1);
  const known = partial ? message('layout:canvas.atLeast', { value: shown(value) }) : shown(value);
  const text = limit === undefined ? `${known} ${scale === 1 ? 'kg' : 'kW'}` : `${known} / ${shown(limit)}`;
  return (
    <g transform={`translate(0 ${y})`} data-level={level}>
      <text className={styles.meterLabel} x="2" y="10">
        {message(`layout:canvas.meters.${key}`)}
      </text>
      {limit !== undefined && <Bar share={limit > 0 ? value / limit : value > 0 ? 1 : 0} />}
      {level !== 'fine' && (
        <path className={styles.levelMark} d={`M${TRACK_LEFT + TRACK_WIDTH + 10} 2l5 9h-10Z`} />
      )}
      <text className={styles.meterText} x={RACK_WIDTH - 2} y="10" textAnchor="end">
        {partial && value === 0 ? message('layout:canvas.unknown') : text}
      </text>
    </g>
  );
}

const Bar = ({ share }: { readonly share: number }) => (
  <>
    <rect className={styles.track} x={TRACK_LEFT} y="4" width={TRACK_WIDTH} height="6" rx="1" />
    <rect
      className={styles.fill}
      x={TRACK_LEFT}
      y="4"
      width={TRACK_WIDTH * Math.min(1, share)}
      height="6"
      rx="1"
    />
  </>
);
