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
  readonly value: number | undefined;
  readonly limit: number | undefined;
  readonly scale: number;
}

function readingsOf({ space, mass, power, feeds, cooling }: WireRackPlan): readonly Reading[] {
  const weight = mass.fits === 'unknown' ? undefined : mass.demand.typical;
  const coolingLimit =
    cooling.limit && cooling.limit.fits !== 'unknown' ? cooling.limit.limit.typical : undefined;
  return [
    { key: 'space', value: space.usedUnits, limit: space.units, scale: 1 },
    { key: 'mass', value: weight, limit: mass.limit?.typical, scale: 1 },
    { key: 'power', value: power.typical.typical, limit: feeds.usable.typical, scale: 1_000 },
    { key: 'heat', value: cooling.heat.typical, limit: coolingLimit, scale: 1_000 },
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

function MeterLine({
  reading: { key, value, limit, scale },
  y,
}: {
  readonly reading: Reading;
  readonly y: number;
}) {
  const message = useMessage();
  const { number } = useFormats();
  const level = value === undefined || limit === undefined ? 'fine' : levelOf(value, limit);
  const share = value === undefined || !limit ? 0 : Math.min(1, value / limit);
  const shown = (amount: number) => number(amount / scale, scale === 1 ? 0 : 1);
  const text =
    value === undefined
      ? message('layout:canvas.unknown')
      : limit === undefined
        ? `${shown(value)} kW`
        : `${shown(value)} / ${shown(limit)}`;
  return (
    <g transform={`translate(0 ${y})`} data-level={level}>
      <text className={styles.meterLabel} x="2" y="10">
        {message(`layout:canvas.meters.${key}`)}
      </text>
      <rect className={styles.track} x={TRACK_LEFT} y="4" width={TRACK_WIDTH} height="6" rx="1" />
      <rect className={styles.fill} x={TRACK_LEFT} y="4" width={TRACK_WIDTH * share} height="6" rx="1" />
      {level !== 'fine' && (
        <path className={styles.levelMark} d={`M${TRACK_LEFT + TRACK_WIDTH + 10} 2l5 9h-10Z`} />
      )}
      <text className={styles.meterText} x={RACK_WIDTH - 2} y="10" textAnchor="end">
        {text}
      </text>
    </g>
  );
}
