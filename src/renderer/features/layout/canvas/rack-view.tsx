import { memo } from 'react';
import type { Device } from '#shared/scenario/schema';
import { usePlan, useSelected } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import { useFormats } from '../../../format/use-formats';
import { useDesignerState } from '../designer';
import {
  BAY_WIDTH,
  HEADER_HEIGHT,
  RACK_WIDTH,
  RAIL_WIDTH,
  UNIT_HEIGHT,
  type RackBox,
} from '../hall/geometry';
import styles from './canvas.module.css';
import { DeviceView } from './device-view';
import { fitText } from './fit-text';
import { heatReading, rampStep } from './heat-map';
import { scaleId } from './patterns';
import { problemPlaces, worstOf } from './problem-places';
import { RackMeters } from './rack-meters';

export interface RackViewProps {
  readonly box: RackBox;
  readonly devices: readonly Device[];
}

/** One rack with what stands in it: frame, rails, U numbers, devices, and its meters underneath. */
export const RackView = memo(function RackView({ box, devices }: RackViewProps) {
  const message = useMessage();
  const used = usePlan((plan) => plan.racks[box.id]?.space.usedUnits) ?? 0;
  const selected = useSelected(({ racks }) => racks.includes(box.id));
  const focusable = useDesignerState(({ cursor }) => cursor?.rack === box.id && cursor.device === undefined);
  const bay = box.units * UNIT_HEIGHT;
  const label = message('layout:canvas.rack', { rack: box.name, used, units: box.units });
  return (
    <g
      className={styles.rack}
      role="group"
      aria-label={label}
      transform={`translate(${box.x} ${box.bayBottom})`}
      data-rack={box.id}
      data-selected={selected || undefined}
    >
      <rect
        className={styles.frame}
        x="0.5"
        y={-bay - HEADER_HEIGHT}
        width={RACK_WIDTH - 1}
        height={bay + HEADER_HEIGHT + 6}
        rx="4"
      />
      <rect className={styles.bay} x={RAIL_WIDTH} y={-bay} width={BAY_WIDTH} height={bay} />
      <Heat box={box} bay={bay} />
      <use className={styles.scale} href={`#${scaleId(box.units)}`} />
      <RackHeader box={box} label={label} focusable={focusable} selected={selected} />
      {devices.map((device) => (
        <DeviceView key={device.id} device={device} rackName={box.name} />
      ))}
      <RackMeters rack={box.id} />
    </g>
  );
});

interface RackHeaderProps {
  readonly box: RackBox;
  readonly label: string;
  readonly focusable: boolean;
  readonly selected: boolean;
}

function RackHeader({ box, label, focusable, selected }: RackHeaderProps) {
  const problems = usePlan((plan) => worstOf(problemPlaces(plan).racks.get(box.id)));
  const top = -box.units * UNIT_HEIGHT - HEADER_HEIGHT;
  return (
    <g className={styles.header}>
      <g
        className={styles.target}
        id={`rack-${box.id}`}
        role="button"
        aria-label={label}
        aria-pressed={selected}
        tabIndex={focusable ? 0 : -1}
        data-header={box.id}
      >
        <rect
          className={styles.headerFace}
          x="1"
          y={top}
          width={RACK_WIDTH - 2}
          height={HEADER_HEIGHT}
          rx="4"
        />
      </g>
      <g aria-hidden="true">
        <text className={styles.rackName} x="12" y={top + 20}>
          {fitText(box.name, 120, 14)}
        </text>
        <text className={styles.rackUnits} x={RACK_WIDTH - 12} y={top + 20} textAnchor="end">
          <HeatText box={box} />
        </text>
      </g>
      {problems && (
        <g
          className={styles.badge}
          data-severity={problems}
          transform={`translate(${RACK_WIDTH / 2} ${top + 15})`}
          aria-hidden="true"
        >
          <path d="M0-7 7.5 6h-15Z" />
          <path className={styles.badgeMark} d="M0-2.5v4.2M0 3.6v.4" />
        </g>
      )}
    </g>
  );
}

function useHeatReading(box: RackBox) {
  const colour = useDesignerState((state) => state.colour);
  const rack = usePlan((plan) => plan.racks[box.id]);
  const largest = usePlan((plan) =>
    colour === 'capital'
      ? Math.max(1, ...Object.values(plan.racks).map(({ capital }) => capital.typical.amount))
      : 1,
  );
  return heatReading(colour, rack, largest ?? 1);
}

function Heat({ box, bay }: { readonly box: RackBox; readonly bay: number }) {
  const reading = useHeatReading(box);
  if (!reading) return null;
  const fill = `var(--ramp-${rampStep(reading.share)})`;
  return (
    <rect className={styles.heat} x={RAIL_WIDTH} y={-bay} width={BAY_WIDTH} height={bay} style={{ fill }} />
  );
}

function HeatText({ box }: { readonly box: RackBox }) {
  const { quantity } = useFormats();
  const reading = useHeatReading(box);
  if (!reading) return `${box.units}U`;
  const { value, unit } = quantity(reading.value, reading.unit);
  return `${value} ${unit}`.trim();
}
