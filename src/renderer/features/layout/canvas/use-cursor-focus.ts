import { useEffect, type RefObject } from 'react';
import { useDesigner } from '../designer';
import { HEADER_HEIGHT, UNIT_HEIGHT } from '../hall/geometry';
import { revealing } from '../hall/view';
import { useHall } from '../scene';

/** Moves the focus to where the keyboard's cursor went and brings it into sight, while the canvas has the focus. */
export function useCursorFocus(element: RefObject<HTMLElement | null>): void {
  const { store } = useDesigner();
  const hall = useHall();
  useEffect(
    () =>
      store.subscribe(({ cursor, view, size, carry }, before) => {
        const target = carry.kind === 'carrying' && carry.by === 'keyboard' ? carry.target : undefined;
        const moved = cursor !== before.cursor || (target !== undefined && carry !== before.carry);
        if (!moved || !element.current?.contains(document.activeElement)) return;
        const box = hall.byId.get(target?.rack ?? cursor?.rack ?? ('' as never));
        if (box) {
          const height = box.units * UNIT_HEIGHT + HEADER_HEIGHT;
          store.setState({
            view: revealing(view, { x: box.x, y: box.y, width: hall.rackWidth, height }, size),
          });
        }
        if (target || !cursor) return;
        const id = cursor.device === undefined ? `rack-${cursor.rack}` : `device-${cursor.device}`;
        requestAnimationFrame(() => document.getElementById(id)?.focus({ preventScroll: true }));
      }),
    [store, hall, element],
  );
}
