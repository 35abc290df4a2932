import { useDesignerState } from '#renderer/features/layout/designer/designer';
import { RoomInspector } from './room-inspector';
import { RowInspector } from './row-inspector';
import { useFloor } from './floor-geometry';

/** The selected row, or the room where none is. */
export function FloorInspector() {
  const { rows } = useFloor();
  const selected = useDesignerState((state) => state.floorRow);
  const row = rows.find((each) => each.row === selected);
  return row ? <RowInspector key={row.row} row={row} /> : <RoomInspector />;
}
