import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { carry, type CarryState, idle, type Intent } from '#renderer/features/layout/carry/carry';
import type { FloorPlace, Hall, Rectangle } from '#renderer/features/layout/hall/geometry';
import type { Size, View } from '#renderer/features/layout/hall/view';
import type { RackSurvival } from '#shared/power/report';
import type { Face } from '#shared/scenario/schema';
import type { DeviceId, RackId } from '#shared/schema/ids';

export const colours = [
  'none',
  'power',
  'mass',
  'heat',
  'space',
  'remaining',
  'capital',
  'tokens',
  'life',
  'survival',
] as const;
export type Colour = (typeof colours)[number];

export const faceViews = ['front', 'rear', 'both'] as const;
export type FaceView = (typeof faceViews)[number];

const drawnFaces: Readonly<Record<FaceView, readonly Face[]>> = {
  front: ['front'],
  rear: ['rear'],
  both: ['front', 'rear'],
};

/** The faces that a view draws, from the left; the first is the one that new devices take. */
export const facesOf = (view: FaceView): readonly [Face, ...Face[]] =>
  drawnFaces[view] as readonly [Face, ...Face[]];

/** Where the keyboard is: on a rack, or on a device in it. */
export interface Cursor {
  readonly rack: RackId;
  readonly device?: DeviceId;
}

export type DesignerDialog =
  'auto-fit' | 'rearrange' | 'add-racks' | 'fill-rack' | 'duplicate' | 'group' | 'export' | 'import';

export interface DesignerState {
  readonly carry: CarryState;
  /** Which face of the racks is drawn, or both side by side. */
  readonly face: FaceView;
  readonly colour: Colour;
  readonly cursor: Cursor | undefined;
  /** Whether the keys are in use, so that what they are at is outlined. */
  readonly keysInUse: boolean;
  /** Whether the room is shown from above instead of the racks. */
  readonly floorShown: boolean;
  /** How the floor is seen; undefined until it is shown whole. */
  readonly floorView: View | undefined;
  /** The row that is selected on the floor. */
  readonly floorRow: number | undefined;
  /** What is searched for; everything else is drawn faintly. */
  readonly search: string;
  /** Whether the space bar is held, so that a press pans wherever it is; and whether it has panned since. */
  readonly grabbing: 'ready' | 'panned' | undefined;
  /** Whether the devices to place are shown where there is no room for them beside the racks. */
  readonly paletteOpen: boolean;
  readonly dialog: DesignerDialog | undefined;
  /** What single failures leave of each rack, while racks are coloured by it. */
  readonly survival: ReadonlyMap<RackId, RackSurvival> | undefined;
  /** What a screen reader is told. */
  readonly said: string;
  /** Why the last drop was refused, until something else happens. */
  readonly refused: { readonly text: string; readonly rack: RackId; readonly position: number } | undefined;
  /** The area that is being drawn to select what is in it. */
  readonly marquee: Rectangle | undefined;
  /** The racks that are being dragged over the floor, the one that is held, and where it would go. */
  readonly rackMove:
    { readonly racks: readonly RackId[]; readonly anchor: RackId; readonly to: FloorPlace } | undefined;
  readonly view: View;
  /** Whether the view is one that the user left, rather than none yet. */
  readonly viewKept: boolean;
  readonly size: Size;
}

/** What the designer shows and holds besides the document; nothing of it is saved with the scenario. */
export interface Designer {
  readonly store: StoreApi<DesignerState>;
  readonly intend: (intent: Intent, hall: Hall) => void;
  readonly say: (text: string) => void;
}

/** Begins with what was remembered of an earlier look at the scenario. */
export function makeDesigner(initial: Partial<DesignerState> = {}): Designer {
  const store = createStore<DesignerState>(() => ({
    carry: idle,
    face: 'front',
    colour: 'none',
    cursor: undefined,
    keysInUse: false,
    floorShown: false,
    floorView: undefined,
    floorRow: undefined,
    search: '',
    grabbing: undefined,
    paletteOpen: false,
    dialog: undefined,
    survival: undefined,
    said: '',
    refused: undefined,
    marquee: undefined,
    rackMove: undefined,
    view: { scale: 1, x: 24, y: 24 },
    viewKept: false,
    size: { width: 0, height: 0 },
    ...initial,
  }));
  return {
    store,
    intend: (intent, hall) => {
      const next = carry(store.getState().carry, intent, hall);
      if (next !== store.getState().carry) store.setState({ carry: next, refused: undefined });
    },
    say: (said) => store.setState({ said }),
  };
}

export const DesignerContext = createContext<Designer | undefined>(undefined);

export function useDesigner(): Designer {
  const designer = use(DesignerContext);
  if (!designer) throw new Error('A designer hook was used outside of DesignerContext');
  return designer;
}

export const useDesignerState = <T>(select: (state: DesignerState) => T): T =>
  useStore(useDesigner().store, select);
