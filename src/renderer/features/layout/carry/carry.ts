import { assertNever } from '#shared/refusal/refusal';
import type { RackId } from '#shared/schema/ids';
import type { WidthSide } from '#shared/scenario/placement';
import type { Face } from '#shared/scenario/schema';
import { rackAcross, rackFrom, type Hall } from '#renderer/features/layout/hall/geometry';
import type { Load } from './load';

/** The place that the first device of a load would take. */
export interface Target {
  readonly rack: RackId;
  readonly position: number;
  /** The half of the width, as the face in view shows it; only half-width devices ask for it. */
  readonly half?: WidthSide;
}

export interface Carrying {
  readonly kind: 'carrying';
  readonly load: Load;
  readonly target: Target | undefined;
  /** The face in view, which new half-depth devices take. */
  readonly inView: Face;
  /** Whether the devices change to the other face. */
  readonly turned: boolean;
  readonly by: 'pointer' | 'keyboard';
}

export type CarryState = { readonly kind: 'idle' } | Carrying;

/** Pointer and keyboard say the same few things; what is dropped depends on nothing else. */
export type Intent =
  | {
      readonly kind: 'pick-up';
      readonly load: Load;
      readonly target: Target | undefined;
      readonly inView: Face;
      readonly by: Carrying['by'];
    }
  | {
      readonly kind: 'point-at';
      readonly rack: RackId;
      readonly position: number;
      /** The half of the bay under the pointer. */
      readonly half?: WidthSide;
      /** The face under the pointer, where both are drawn. */
      readonly inView?: Face;
    }
  | { readonly kind: 'point-away' }
  | { readonly kind: 'step-units'; readonly by: number }
  | { readonly kind: 'step-racks'; readonly by: 1 | -1 }
  | { readonly kind: 'step-rows'; readonly by: 1 | -1 }
  | { readonly kind: 'turn' }
  | { readonly kind: 'let-go' };

export const idle: CarryState = { kind: 'idle' };

/** What is carried and where to, after an intent. */
export function carry(state: CarryState, intent: Intent, hall: Hall): CarryState {
  if (intent.kind === 'pick-up') return pickUp(intent, hall);
  if (state.kind === 'idle') return state;
  switch (intent.kind) {
    case 'let-go':
      return idle;
    case 'turn':
      return { ...state, turned: !state.turned };
    case 'point-away':
      return state.target ? { ...state, target: undefined } : state;
    case 'point-at':
      return aimed(facing(state, intent.inView), hall, intent);
    case 'step-units': {
      const { target } = state;
      return target ? aimed(state, hall, { ...target, position: target.position + intent.by }) : state;
    }
    case 'step-racks':
      return stepAside(state, hall, intent.by);
    case 'step-rows':
      return across(state, hall, (rack) => rackAcross(hall, rack, intent.by)?.id);
    default:
      return assertNever(intent);
  }
}

function pickUp(intent: Extract<Intent, { readonly kind: 'pick-up' }>, hall: Hall): CarryState {
  const { load, by, inView, target } = intent;
  const state: Carrying = { kind: 'carrying', load, by, inView, turned: false, target };
  return target ? aimed(state, hall, target) : state;
}

const facing = (state: Carrying, inView: Face = state.inView): Carrying =>
  inView === state.inView ? state : { ...state, inView };

/** To the next rack; what takes half of the width first goes to the other half. */
function stepAside(state: Carrying, hall: Hall, by: 1 | -1): CarryState {
  const { target, load } = state;
  const half = target?.half ?? 'left';
  const [here, there] = by === 1 ? (['left', 'right'] as const) : (['right', 'left'] as const);
  if (!target || !load.items[0]?.halfWidth)
    return across(state, hall, (rack) => rackFrom(hall, rack, by)?.id);
  if (half === here) return aimed(state, hall, { ...target, half: there });
  const next = across(state, hall, (rack) => rackFrom(hall, rack, by)?.id);
  return next.kind === 'carrying' && next.target && next !== state
    ? { ...next, target: { ...next.target, half: here } }
    : state;
}

function across(state: Carrying, hall: Hall, next: (rack: RackId) => RackId | undefined): CarryState {
  const rack = state.target && next(state.target.rack);
  return rack === undefined || !state.target ? state : aimed(state, hall, { ...state.target, rack });
}

/** Aims at a place; what sticks out of its rack above or below is pushed back in as far as it fits. */
function aimed(state: Carrying, hall: Hall, { rack, position, half }: Target): Carrying {
  const units = hall.byId.get(rack)?.units;
  if (units === undefined) return state;
  const step = positionStep(state.load);
  const snapped = Math.round(position / step) * step;
  const beside = state.load.items.filter(({ rackSteps }) => rackSteps === 0);
  const lowest = 1 - Math.min(...beside.map(({ unitSteps }) => unitSteps));
  const highest =
    units + 1 - Math.max(...beside.map(({ unitSteps, heightUnits }) => unitSteps + heightUnits));
  const place = zeroUnit(state.load) ? 1 : Math.max(lowest, Math.min(snapped, highest));
  const { target } = state;
  const same = target?.rack === rack && target.position === place && target.half === half;
  return same ? state : { ...state, target: { rack, position: place, ...(half !== undefined && { half }) } };
}

/** What stands beside the rails takes no U: it is kept at U1, where it is in nobody's way. */
const zeroUnit = ({ items }: Load): boolean => items.every(({ heightUnits }) => heightUnits === 0);

/** Whole units, or halves where a device's height or place has one. */
export const positionStep = ({ items }: Load): number =>
  items.some(({ heightUnits, unitSteps }) => heightUnits % 1 !== 0 || unitSteps % 1 !== 0) ? 0.5 : 1;
