import type { DeviceType } from '#shared/catalogue/entries';
import type { Derived } from '#shared/plan/derived';
import type { PowerLevels } from '#shared/plan/plan';
import type { Watts } from '#shared/units';
import { derive } from '../derivation/derive';
import type { QuantityName } from '../derivation/formulas';
import type { Figures } from '../planning-context';

export type PowerLevel = keyof PowerLevels;

/** What one device draws. A level that nobody publishes is bounded by its neighbour and named in `assumed`. */
export type DevicePower =
  | { readonly known: true; readonly levels: PowerLevels; readonly assumed: readonly PowerLevel[] }
  | { readonly known: false };

type Published = { readonly [Level in PowerLevel]: Derived<Watts> | undefined };

const boundedBy = (name: QuantityName, value: Derived<Watts>, low: Watts): Derived<Watts> =>
  derive({
    formula: 'bounded-by',
    unit: 'W',
    inputs: [{ name, value }],
    range: { low, typical: value.typical, high: value.high },
  });

/** An idle power lies between nothing and the typical one, a typical between idle and nameplate: never just zero. */
function complete({ idle, typical, maximum }: Published): DevicePower {
  const floor = idle?.low ?? (0 as Watts);
  const usual = typical ?? (maximum && boundedBy('power.maximum', maximum, floor));
  if (usual === undefined) return { known: false };
  const levels = {
    idle: idle ?? boundedBy('power.typical', usual, 0 as Watts),
    typical: usual,
    maximum: maximum ?? boundedBy('power.typical', usual, usual.low),
  };
  const published = { idle, typical, maximum };
  const assumed = (['idle', 'typical', 'maximum'] as const).filter((level) => published[level] === undefined);
  return { known: true, levels, assumed };
}

export const powerPath = (type: Pick<DeviceType, 'id'>, level: PowerLevel): string =>
  `deviceTypes/${type.id}/power.${level}`;

/** The power of one device, whole: hosts, accelerators and supplies together, measured at its inlets. */
export const devicePower = (figures: Figures, type: DeviceType): DevicePower =>
  complete({
    idle: figures.at<Watts>(powerPath(type, 'idle'), 'W'),
    typical: figures.at<Watts>(powerPath(type, 'typical'), 'W'),
    maximum: figures.at<Watts>(powerPath(type, 'maximum'), 'W'),
  });
