import { createContext, use } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DeviceId, RackId } from '#shared/ids';
import type { Face } from '#shared/scenario/schema';
import { carry, idle, type CarryState, type Intent } from './carry/carry';
import type { FloorPlace, Hall, Rectangle } from './hall/geometry';
import type { Size, View } from './hall/view';

export const colours = ['none', 'power', 'mass', 'heat', 'space', 'capital'] as const;
export type Colour = (typeof colours)[number];

/** Where the keyboard is: on a rack, or on a device in it. */
export interface Cursor {
  readonly rack: RackId;
  readonly device?: DeviceId;
}

export type DesignerDialog = 'add-racks' | 'fill-rack' | 'duplicate' | 'export' | 'import';

export interface DesignerState {
  readonly carry: CarryState;
  readonly face: Face;
  readonly colour: Colour;
  readonly cursor: Cursor | undefined;
  /** Whether the devices to place are shown where there is no room for them beside the racks. */
  readonly paletteOpen: boolean;
  readonly dialog: DesignerDialog | undefined;
  /** What a screen reader is told. */
  readonly said: string;
  /** Why the last drop was refused, until something else happens. */
  readonly refused: { readonly text: string; readonly rack: RackId; readonly position: number } | undefined;
  /** The area that is being drawn to select what is in it. */
  readonly marquee: Rectangle | undefined;
  /** The rack that is being dragged over the floor, and where to. */
  readonly rackMove: { readonly rack: RackId; readonly to: FloorPlace } | undefined;
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
    paletteOpen: false,
    dialog: undefined,
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
