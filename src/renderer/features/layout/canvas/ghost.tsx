import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { Icon } from '#renderer/components/icon';
import { applyCommand } from '#renderer/documents/command';
import { useScenario } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { assess, type Assessment, unitsInWords } from '#renderer/features/layout/carry/placement';
import { facesOf, useDesigner, useDesignerState } from '#renderer/features/layout/designer/designer';
import { refusalWords } from '#renderer/features/layout/designer/refusal-words';
import { sceneNow, useHall } from '#renderer/features/layout/designer/scene';
import { drop } from '#renderer/features/layout/edits/devices';
import { moveRacks } from '#renderer/features/layout/edits/move-racks';
import {
  facesAt,
  floorRectangle,
  RAIL_WIDTH,
  type Rectangle,
  slotRectangle,
  stripRectangle,
} from '#renderer/features/layout/hall/geometry';
import { toPixel } from '#renderer/features/layout/hall/view';
import type { WireRackPlan } from '#renderer/features/layout/heat/type-sheet';
import { useFormats } from '#renderer/format/format';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Problem, WirePlan, WithoutTraces } from '#shared/plan/plan';
import { rowName } from '#shared/scenario/names';
import styles from './canvas.module.css';

const WAIT_MILLISECONDS = 120;

type WireProblem = WithoutTraces<Problem>;

/** What a drop would leave: every rack that something goes into, and what would be wrong that is not so yet. */
interface Consequence {
  readonly racks: readonly WireRackPlan[];
  readonly broken: readonly WireProblem[];
}

/**
 * The problems of a plan that the one before does not have, anywhere in the scenario: a rack, a feed above it, the
 * cooling of the room, or a group that is torn apart. A limit that is exceeded by more than before counts as new.
 */
function newProblems(
  { problems }: Pick<WirePlan, 'problems'>,
  before: Pick<WirePlan, 'problems'> | undefined,
): readonly WireProblem[] {
  const keyOf = ({ place, refusal }: WireProblem): string => JSON.stringify([place, refusal]);
  const known = new Set(before?.problems.map(keyOf));
  return problems.filter((problem) => problem.severity !== 'note' && !known.has(keyOf(problem)));
}

/** What would be after the drop; undefined while it is worked out or where nothing can be dropped. */
function useConsequence(): Consequence | undefined {
  const workbench = useWorkbench();
  const designer = useDesigner();
  const carry = useDesignerState((state) => state.carry);
  const [answer, setAnswer] = useState<{ readonly of: unknown; readonly consequence: Consequence }>();
  useEffect(() => {
    if (carry.kind === 'idle' || !carry.target) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      const scene = sceneNow(workbench, designer);
      const assessment = scene && assess(carry, scene);
      if (!scene || !assessment || assessment.refusal) return;
      const { command } = drop(scene.scenario, carry.load, assessment.places);
      const concerned = new Set(assessment.places.map(({ rack }) => rack));
      void workbench.preview(applyCommand(scene.scenario, command).scenario).then((planned) => {
        if (!current || !planned?.ok) return;
        const racks = [...concerned].flatMap((rack) => planned.value.racks[rack] ?? []);
        const broken = newProblems(planned.value, workbench.plans.store.getState().plan);
        setAnswer({ of: carry, consequence: { racks, broken } });
      });
    }, WAIT_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [carry, workbench, designer]);
  return answer?.of === carry ? answer.consequence : undefined;
}

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
