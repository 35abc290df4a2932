import { memo } from 'react';
import { applyCommand } from '#renderer/documents/command';
import { useCatalogue, usePlan, useScenario, useSelected } from '#renderer/documents/hooks';
import { useDesignerState } from '#renderer/features/layout/designer/designer';
import { fitText } from '#renderer/features/layout/draw/fit-text';
import { moveRacks } from '#renderer/features/layout/edits/move-racks';
import type { Rectangle } from '#renderer/features/layout/hall/geometry';
import { problemPlaces, worstOf } from '#renderer/features/layout/hall/problem-places';
import { heatContext, heatReading, rampStep } from '#renderer/features/layout/heat/heat-map';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import { type Aisle, floorPlanOf, type Footprint } from '#shared/floor/floor-plan';
import { rowName } from '#shared/scenario/names';
import { CENTIMETRES, inCentimetres, type RowOnFloor } from './floor-geometry';
import styles from './floor.module.css';
import type { FloorDrag } from './press-floor';

/** The aisles between the rows, with what air is in them and how wide they are. */
export const Aisles = memo(function Aisles({
  aisles,
  width,
}: {
  readonly aisles: readonly Aisle[];
  readonly width: number;
}) {
  const message = useMessage();
  const { number } = useFormats();
  return aisles.map(({ before, behind, kind, yMeters, widthMeters }) => {
    const area = { x: 0, y: yMeters * CENTIMETRES, width, height: Math.max(0, widthMeters * CENTIMETRES) };
    const words = message(`floor:aisles.${kind}`, { meters: number(widthMeters, 2) });
    return (
      <g key={`${before}-${behind}`} className={styles.aisle} data-kind={kind}>
        <rect {...area} />
        <text x={area.x + 12} y={area.y + area.height / 2 + 8}>
          {words}
        </text>
      </g>
    );
  });
});

/** Everything in the room that is no rack. */
export const Obstacles = memo(function Obstacles() {
  const obstacles = useScenario(({ floor }) => floor?.obstacles);
  return obstacles?.map((obstacle, index) => {
    const area = inCentimetres(obstacle);
    return (
      <g key={index} className={styles.obstacle}>
        <rect {...area} />
        <text x={area.x + 8} y={area.y + 24}>
          {obstacle.name}
        </text>
      </g>
    );
  });
});

interface RowProps {
  readonly row: RowOnFloor;
  readonly selected: boolean;
  readonly focusRack: string | undefined;
}

/** A row: its handle, and the footprints of its racks with their fronts as thick edges. */
export const RowDrawing = memo(function RowDrawing({ row, selected, focusRack }: RowProps) {
  const message = useMessage();
  const area = inCentimetres(row);
  const params = { row: rowName(row.row), count: row.footprints.length };
  return (
    <g className={styles.row} data-selected={selected || undefined}>
      <g
        role="button"
        tabIndex={0}
        aria-pressed={selected}
        aria-label={message('floor:row.label', { ...params, facing: message(`floor:facing.${row.facing}`) })}
        data-row={row.row}
        className={styles.handle}
      >
        <rect x={area.x - 62} y={area.y} width={50} height={area.height} rx="6" />
        <text x={area.x - 37} y={area.y + area.height / 2 + 10} textAnchor="middle">
          {rowName(row.row)}
        </text>
      </g>
      {row.footprints.map((footprint) => (
        <RackOnFloor
          key={footprint.rack}
          footprint={footprint}
          tabIndex={focusRack === footprint.rack ? 0 : -1}
        />
      ))}
    </g>
  );
});

const RackOnFloor = memo(function RackOnFloor({
  footprint,
  tabIndex,
}: {
  readonly footprint: Footprint;
  readonly tabIndex: 0 | -1;
}) {
  const message = useMessage();
  const { rack, facing, againstRow } = footprint;
  const name = useScenario(({ racks }) => racks[rack]?.name) ?? '';
  const selected = useSelected(({ racks }) => racks.includes(rack));
  const colour = useDesignerState((state) => state.colour);
  const step = usePlan((plan) => {
    const reading = heatReading(colour, plan.racks[rack], heatContext(colour, plan));
    return reading && rampStep(reading.share);
  });
  const problem = usePlan((plan) => worstOf(problemPlaces(plan).racks.get(rack)));
  const area = inCentimetres(footprint);
  return (
    <g
      id={`floor-${rack}`}
      role="button"
      tabIndex={tabIndex}
      aria-pressed={selected}
      aria-label={message(againstRow ? 'floor:rackAgainst' : 'floor:rack', { rack: name })}
      className={styles.rack}
      data-floor-rack={rack}
      data-problem={problem}
    >
      <rect {...area} style={step === undefined ? undefined : { fill: `var(--ramp-${step})` }} />
      <path className={styles.front} d={frontEdge(area, facing)} />
      <text
        x={area.x + area.width / 2}
        y={area.y + area.height / 2 + 6}
        textAnchor="middle"
        style={step === undefined ? undefined : { fill: `var(--on-ramp-${step})` }}
      >
        {problem && '⚠ '}
        {fitText(name, area.width - 6, 16)}
      </text>
    </g>
  );
});

const frontEdge = ({ x, y, width, height }: Rectangle, facing: Footprint['facing']): string =>
  `M${x + 2} ${facing === 'before' ? y + 3 : y + height - 3}h${width - 4}`;

interface FloorGhostProps {
  readonly drag: FloorDrag;
  readonly rows: readonly RowOnFloor[];
}

/** Where what is dragged would stand, to scale. */
export function FloorGhost({ drag, rows }: FloorGhostProps) {
  const message = useMessage();
  const { number } = useFormats();
  const scenario = useScenario((current) => current);
  const { rackTypes } = useCatalogue();
  if (drag.kind === 'row') {
    const row = rows.find((each) => each.row === drag.row);
    if (!row) return null;
    const { xMeters, yMeters } = drag;
    const area = inCentimetres({ ...row, xMeters, yMeters });
    return (
      <g className={styles.ghost}>
        <rect {...area} />
        <text x={area.x + 10} y={area.y + 26}>
          {message('floor:rowTo', { row: rowName(row.row), x: number(xMeters, 1), y: number(yMeters, 1) })}
        </text>
      </g>
    );
  }
  const anchor = scenario.racks[drag.anchor];
  if (!anchor) return null;
  const { command, to } = moveRacks(scenario, drag.racks, { anchor, to: drag.to });
  const after = floorPlanOf(applyCommand(scenario, command).scenario, rackTypes).footprints;
  const held = after.get(anchor.id);
  const words = held && inCentimetres(held);
  return (
    <g className={styles.ghost} data-testid="floor-ghost">
      {drag.racks.map((id) => {
        const footprint = after.get(id);
        return footprint && <rect key={id} {...inCentimetres(footprint)} />;
      })}
      {words && (
        <text x={words.x + 4} y={words.y + 26}>
          {message('layout:ghost.rackTo', { row: rowName(to.row), place: to.place + 1 })}
        </text>
      )}
    </g>
  );
}
