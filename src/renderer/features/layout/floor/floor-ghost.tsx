import { floorPlanOf } from '#shared/floor/floor-plan';
import { rowName } from '#shared/scenario/names';
import { applyCommand } from '../../../documents/command';
import { useCatalogue, useScenario } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { moveRacks } from '../edits/move-racks';
import { inCentimetres, type RowOnFloor } from './floor-geometry';
import styles from './floor.module.css';
import type { FloorDrag } from './press-floor';

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
