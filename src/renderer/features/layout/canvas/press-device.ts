import type { PointerEvent } from 'react';
import type { RackId } from '#shared/ids';
import type { Point } from '../hall/geometry';
import type { Hit } from '../hall/hit';
import { beginDrag } from './drag';
import type { Pressed as Press } from './press-ground';
import { select } from './use-canvas-keys';

export interface Pressed extends Press {
  /** The pointers that pan or pinch, and where they are. */
  readonly touches: Map<number, Point>;
}

/** A click on a rack beside its devices selects it; one beside all racks selects nothing. */
export function selectGround(
  event: PointerEvent,
  rack: RackId | undefined,
  { designer, workbench }: Pick<Pressed, 'designer' | 'workbench'>,
): void {
  designer.store.setState({ refused: undefined, cursor: rack === undefined ? undefined : { rack } });
  if (rack === undefined) workbench.selection.select({});
  else {
    select(workbench, { rack }, event.ctrlKey || event.metaKey || event.shiftKey);
    focusItem(`rack-${rack}`);
  }
}

/** The focus goes where the pointer went; what is seen from afar comes into the list only then. */
function focusItem(id: string): void {
  const focus = () => document.getElementById(id)?.focus({ preventScroll: true });
  if (document.getElementById(id)) focus();
  else requestAnimationFrame(focus);
}

/** Selects a device and, unless it is only clicked, follows the pointer as it drags it. */
export function pressDevice(
  event: PointerEvent,
  { device, rack }: Extract<Hit, { readonly kind: 'device' }>,
  { canvas, designer, workbench, actions, touches }: Pressed,
  as: 'drag' | 'click' = 'drag',
): void {
  const adding = event.ctrlKey || event.metaKey || event.shiftKey;
  const before = workbench.selection.store.getState().devices;
  if (adding || !before.includes(device)) select(workbench, { rack, device }, adding);
  designer.store.setState({ cursor: { rack, device }, refused: undefined });
  focusItem(`device-${device}`);
  if (as === 'click') return;
  event.preventDefault();
  const { devices } = workbench.selection.store.getState();
  beginDrag(event.nativeEvent, {
    canvas,
    designer,
    workbench,
    actions,
    pickUp: () => actions.carryDevices(devices.includes(device) ? devices : [device], 'pointer', device),
    onClick: () => !adding && select(workbench, { rack, device }, false),
    onEnd: () => touches.delete(event.pointerId),
  });
}
