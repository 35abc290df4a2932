import { useLayoutEffect, useRef } from 'react';
import { useWorkbench } from '../../../documents/workbench';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { assess, unitsInWords, type Assessment } from '../carry/placement';
import { facesOf, useDesigner, useDesignerState } from '../designer';
import { facesAt, RAIL_WIDTH, slotRectangle, stripRectangle, type Rectangle } from '../hall/geometry';
import { toPixel } from '../hall/view';
import { refusalText } from '../../../i18n/refusal-text';
import { Icon } from '../../../components/icon';
import { refusalWords } from '../refusal-words';
import { sceneNow, useHall } from '../scene';
import styles from './canvas.module.css';
import { useConsequence } from './consequence';
import type { WireRackPlan } from './type-sheet';

/** More broken limits than this would hide the rack that they are about. */
const MOST_BROKEN = 3;
/** Racks beside the first one whose power is shown. */
const MOST_OTHERS = 3;

function useAssessment(): Assessment | undefined {
  const workbench = useWorkbench();
  const designer = useDesigner();
  const carry = useDesignerState((state) => state.carry);
  const scene = carry.kind === 'carrying' ? sceneNow(workbench, designer) : undefined;
  return scene && carry.kind === 'carrying' ? assess(carry, scene) : undefined;
}

/** Where the load would go; the only thing that is drawn anew while something is carried. */
export function Ghost() {
  const hall = useHall();
  const face = useDesignerState((state) => state.face);
  const assessment = useAssessment();
  if (!assessment) return null;
  const refused = assessment.refusal !== undefined;
  return (
    <g className={styles.ghost} data-refused={refused || undefined}>
      {assessment.places.flatMap((place, index) => {
        const box = hall.byId.get(place.rack);
        if (!box) return [];
        return facesAt(box, facesOf(face))
          .filter((drawn) => place.fullDepth || face !== 'both' || drawn.face === place.face)
          .map(({ x, face: drawn }) => {
            const seenFrom = place.face === drawn ? 'own-face' : 'behind';
            const at = { ...box, x };
            const slot = place.heightUnits === 0 ? stripRectangle(at, 0) : slotRectangle(at, place, seenFrom);
            return <Outline key={`${index} ${drawn}`} slot={slot} refused={refused} />;
          });
      })}
    </g>
  );
}

function Outline({ slot, refused }: { readonly slot: Rectangle; readonly refused: boolean }) {
  const { x, y, width, height } = slot;
  const cross = `M${x + 8} ${y + 6}l${width - 16} ${height - 12}M${x + 8} ${y + height - 6}l${width - 16} ${12 - height}`;
  return (
    <g>
      <rect x={x + 1} y={y + 1} width={width - 2} height={Math.max(2, height - 2)} rx="2" />
      {refused && <path d={cross} />}
    </g>
  );
}

/** Beside the ghost: where, why not, and what the rack would carry afterwards. */
export function GhostNote() {
  const message = useMessage();
  const hall = useHall();
  const assessment = useAssessment();
  const consequence = useConsequence();
  const refused = useDesignerState((state) => state.refused);
  const [place] = assessment?.places ?? [];
  const spot = place ?? (refused && { ...refused, heightUnits: 1 });
  const box = spot && hall.byId.get(spot.rack);
  const element = usePlacedAt(
    box && { x: box.x + hall.rackWidth - RAIL_WIDTH + 8, y: slotRectangle(box, spot).y, left: box.x },
  );
  if (!box) return null;
  const more = (consequence?.broken.length ?? 0) - MOST_BROKEN;
  const reason = assessment ? assessment.refusal && refusalWords(assessment.refusal) : refused?.text;
  return (
    <div
      ref={element}
      className={styles.note}
      data-refused={reason !== undefined || undefined}
      data-testid="ghost-note"
    >
      <p>
        <strong>
          {reason ?? message('layout:ghost.fits', { place: unitsInWords(spot), rack: box.name })}
        </strong>
      </p>
      {reason === undefined && (
        <p>{consequence ? <AfterAll racks={consequence.racks} /> : message('layout:ghost.pending')}</p>
      )}
      {reason === undefined &&
        consequence?.broken.slice(0, MOST_BROKEN).map(({ severity, refusal }, index) => (
          <p key={index} className={styles.broken} data-severity={severity}>
            <Icon name={severity} /> {refusalText(refusal)}
          </p>
        ))}
      {reason === undefined && more > 0 && <p>{message('designer:ghost.more', { count: more })}</p>}
    </div>
  );
}

/** What the first rack would carry, and the power of the others. */
function AfterAll({ racks }: { readonly racks: readonly WireRackPlan[] }) {
  const { number } = useFormats();
  const kilowatts = (watts: number) => number(watts / 1_000, 1);
  const [first, ...others] = racks;
  return (
    <>
      {first && <After plan={first} />}
      {others.slice(0, MOST_OTHERS).map(({ id, name, power, feeds }) => (
        <span key={id}>
          <br />
          {name}: {kilowatts(power.typical.typical)} / {kilowatts(feeds.usable.typical)} kW
        </span>
      ))}
    </>
  );
}

/** What the rack would carry: one line for each limit, so that the note stays narrow beside the rack. */
function After({ plan }: { readonly plan: WireRackPlan }) {
  const message = useMessage();
  const { number } = useFormats();
  const { space, mass, power, feeds } = plan;
  const line = (value: number, limit: number | undefined, unit: string, partial: boolean) => {
    const digits = unit === 'kW' ? 1 : 0;
    const shown = number(value, digits);
    const known = partial ? message('layout:canvas.atLeast', { value: shown }) : shown;
    const params = { value: known, limit: `${number(limit ?? 0, digits)} ${unit}` };
    return limit === undefined ? `${known} ${unit}` : message('layout:ghost.reading', params);
  };
  const massPartial = mass.fits === 'unknown' && mass.unknownFor.length > 0;
  return (
    <>
      {message('layout:ghost.after')}
      <br />
      {line(space.usedUnits, space.units, 'U', false)}
      <br />
      {line(mass.demand.typical, mass.limit?.typical, 'kg', massPartial)}
      <br />
      {line(
        power.typical.typical / 1_000,
        feeds.usable.typical / 1_000,
        'kW',
        plan.powerUnknownFor.length > 0,
      )}
    </>
  );
}

/** Keeps an element beside a point of the hall while the view moves, without rendering anything anew. */
function usePlacedAt(point: { readonly x: number; readonly y: number; readonly left: number } | undefined) {
  const designer = useDesigner();
  const element = useRef<HTMLDivElement>(null);
  const [x, y, left] = [point?.x, point?.y, point?.left];
  useLayoutEffect(() => {
    if (x === undefined || y === undefined || left === undefined) return undefined;
    const place = () => {
      const { view, size } = designer.store.getState();
      const note = element.current;
      if (!note) return;
      const pixel = toPixel(view, { x, y });
      const beyond = pixel.x + note.offsetWidth > size.width;
      const across = beyond ? toPixel(view, { x: left + RAIL_WIDTH, y }).x - note.offsetWidth - 8 : pixel.x;
      const down = Math.max(4, Math.min(pixel.y, size.height - note.offsetHeight - 4));
      note.style.transform = `translate(${Math.max(4, across)}px, ${down}px)`;
    };
    place();
    return designer.store.subscribe(place);
  });
  return element;
}
