import { useMessage } from '../../../i18n/use-language';
import { useScenario } from '../../../documents/hooks';
import { useDesignerState } from '../designer';
import { moveRacks } from '../edits/move-racks';
import { rowName } from '#shared/scenario/names';
import { floorRectangle } from '../hall/geometry';
import { useHall } from '../scene';
import styles from './canvas.module.css';

/** The area that is being drawn to select what is in it. */
export function Marquee() {
  const area = useDesignerState(({ marquee }) => marquee);
  return area && <rect className={styles.marquee} {...area} />;
}

/** Where dragged racks would stand, and where what stands there would go. */
export function RackGhost() {
  const message = useMessage();
  const hall = useHall();
  const scenario = useScenario((current) => current);
  const move = useDesignerState(({ rackMove }) => rackMove);
  const anchor = move && scenario.racks[move.anchor];
  if (!move || !anchor) return null;
  const { places, to } = moveRacks(scenario, move.racks, { anchor, to: move.to });
  const moving = new Set(move.racks);
  const words = floorRectangle(hall, to);
  return (
    <g className={styles.ghost} data-testid="rack-ghost">
      {[...places].map(([id, place]) => {
        const area = floorRectangle(hall, place);
        return area && <rect key={id} {...area} rx="4" data-displaced={!moving.has(id) || undefined} />;
      })}
      {words && (
        <text className={styles.ghostWords} x={words.x + 12} y={words.y + 28}>
          {message('layout:ghost.rackTo', { row: rowName(to.row), place: to.place + 1 })}
        </text>
      )}
    </g>
  );
}
