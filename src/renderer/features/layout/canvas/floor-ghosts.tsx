import { useMessage } from '../../../i18n/use-language';
import { useDesignerState } from '../designer';
import { rowName } from '#shared/scenario/names';
import { floorRectangle } from '../hall/geometry';
import { useHall } from '../scene';
import styles from './canvas.module.css';

/** The area that is being drawn to select what is in it. */
export function Marquee() {
  const area = useDesignerState(({ marquee }) => marquee);
  return area && <rect className={styles.marquee} {...area} />;
}

/** Where a dragged rack would stand. */
export function RackGhost() {
  const message = useMessage();
  const hall = useHall();
  const move = useDesignerState(({ rackMove }) => rackMove);
  const area = move && floorRectangle(hall, move.to);
  if (!area) return null;
  const { row, place } = move.to;
  return (
    <g className={styles.ghost} data-testid="rack-ghost">
      <rect {...area} rx="4" />
      <text className={styles.ghostWords} x={area.x + 12} y={area.y + 28}>
        {message('layout:ghost.rackTo', { row: rowName(row), place: place + 1 })}
      </text>
    </g>
  );
}
