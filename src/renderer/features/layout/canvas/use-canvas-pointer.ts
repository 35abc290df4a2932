import { useMemo, type MouseEvent, type PointerEvent, type RefObject } from 'react';
import { useWorkbench } from '#renderer/documents/workbench';
import type { LayoutActions } from '#renderer/features/layout/actions/actions';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { areaOf, sceneNow } from '#renderer/features/layout/designer/scene';
import { detailAt } from '#renderer/features/layout/hall/detail';
import type { Point } from '#renderer/features/layout/hall/geometry';
import { type Hit, hitNow } from './hit';
import { fittedTo } from '#renderer/features/layout/hall/view';
import { aimAt } from './drag';
import { pressDevice, type Pressed, pressForMarquee, pressRack, pressToPan, selectGround } from './press';

export interface CanvasPointer {
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onDoubleClick: (event: MouseEvent<HTMLElement>) => void;
}

/**
 * Presses on the canvas: on a device they select or drag it, on a rack's head they select or move it, with Shift they
 * draw an area to select, elsewhere and with the space bar or the middle button they pan. Fingers pan unless what they
 * touch is selected. What was taken in hand follows the pointer and is put down with a click.
 */
export function useCanvasPointer(
  element: RefObject<HTMLElement | null>,
  actions: LayoutActions,
): CanvasPointer {
  const designer = useDesigner();
  const workbench = useWorkbench();
  return useMemo(() => {
    const touches = new Map<number, Point>();
    const pending = { frame: 0 };
    return {
      onPointerMove: (event) => {
        const canvas = element.current;
        const { carry } = designer.store.getState();
        if (!canvas || pending.frame !== 0 || carry.kind === 'idle' || carry.by !== 'keyboard') return;
        const { clientX, clientY } = event;
        pending.frame = requestAnimationFrame(() => {
          pending.frame = 0;
          aimAt({ clientX, clientY }, canvas, { designer, workbench, actions });
        });
      },
      onPointerDown: (event) => {
        const canvas = element.current;
        if (!canvas) return;
        if (designer.store.getState().carry.kind === 'carrying') {
          event.preventDefault();
          if (event.button !== 0) {
            actions.cancel();
            return;
          }
          // Something picked up by keyboard can be put down with a click.
          aimAt(event.nativeEvent, canvas, { designer, workbench, actions });
          actions.dropNow();
          return;
        }
        touches.set(event.pointerId, { x: event.clientX, y: event.clientY });
        press(event, { canvas, designer, workbench, actions, touches });
      },
      onDoubleClick: (event) => {
        const canvas = element.current;
        const scene = sceneNow(workbench, designer);
        const { view, size } = designer.store.getState();
        const hit = canvas && hitNow(event, { canvas, designer, workbench });
        if (!hit || !scene || !detailAt(view.scale).far) return;
        const area = areaOf(scene, { racks: [hit.rack], devices: [] });
        if (area) designer.store.setState({ view: fittedTo(area, size) });
      },
    };
  }, [element, designer, workbench, actions]);
}

function press(event: PointerEvent<HTMLElement>, pressed: Pressed): void {
  const { designer, touches } = pressed;
  const hit = hitNow(event, pressed);
  const onClick = () => selectGround(event, hit?.rack, pressed);
  const pan = () => pressToPan(event, pressed, hit ? () => clickOn(hit, event, pressed) : onClick);
  const { grabbing } = designer.store.getState();
  if (touches.size > 1 || event.button !== 0 || grabbing) {
    event.preventDefault();
    pressToPan(event, pressed, () => undefined);
    return;
  }
  const single = (begin: () => void) => {
    // Only panning fingers pinch.
    touches.delete(event.pointerId);
    begin();
  };
  if (event.shiftKey && hit?.kind !== 'device') single(() => pressForMarquee(event, { ...pressed, onClick }));
  else if (!hit || !isDragged(hit, event, pressed)) pan();
  else if (hit.kind === 'device') single(() => pressDevice(event, hit, pressed));
  else single(() => pressRack(event, hit.rack, { ...pressed, onClick }));
}

/** Whether a press takes hold of what it is on, rather than of the hall. */
function isDragged(hit: Hit, { pointerType }: PointerEvent, { designer, workbench }: Pressed): boolean {
  const { far } = detailAt(designer.store.getState().view.scale);
  if (hit.kind === 'rack') return far && isSelected(hit, workbench);
  return pointerType !== 'touch' || isSelected(hit, workbench);
}

function clickOn(hit: Hit, event: PointerEvent, pressed: Pressed): void {
  if (hit.kind === 'device') pressDevice(event, hit, pressed, 'click');
  else selectGround(event, hit.rack, pressed);
}

function isSelected(hit: Hit, { selection }: Pressed['workbench']): boolean {
  const { racks, devices } = selection.store.getState();
  return hit.kind === 'device' ? devices.includes(hit.device) : racks.includes(hit.rack);
}
