import type { KeyboardEvent } from 'react';
import type { Move } from './gantt-picture';
import { fitted, panned, stretched, zoomed } from './viewport';

const ZOOM_STEP = 1.5;
const PAN_STEP = 0.15;
const ROW_STEP = 3;

/** How a key moves the view; undefined for keys that do not. Shift goes five times as far. */
export function movementOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): Move | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const pan =
    (change: Parameters<typeof panned>[1]): Move =>
    (view, extent) =>
      panned(view, change, extent);
  const rows = shiftKey ? 5 * ROW_STEP : ROW_STEP;
  const share = shiftKey ? 5 * PAN_STEP : PAN_STEP;
  switch (key) {
    case 'ArrowLeft':
      return pan({ share: -share });
    case 'ArrowRight':
      return pan({ share });
    case 'ArrowUp':
      return pan({ rows: -rows });
    case 'ArrowDown':
      return pan({ rows });
    case 'PageUp':
      return (view, extent) => panned(view, { rows: -extent.heightPixels / view.rowPixels }, extent);
    case 'PageDown':
      return (view, extent) => panned(view, { rows: extent.heightPixels / view.rowPixels }, extent);
    case 'Home':
      return pan({ share: -Number.MAX_SAFE_INTEGER });
    case 'End':
      return pan({ share: Number.MAX_SAFE_INTEGER });
    case '+':
    case '=':
      return (view, extent) => zoomed(view, { factor: ZOOM_STEP, at: 0.5 }, extent);
    case '-':
    case '_':
      return (view, extent) => zoomed(view, { factor: 1 / ZOOM_STEP, at: 0.5 }, extent);
    case ']':
      return (view, extent) => stretched(view, { factor: ZOOM_STEP }, extent);
    case '[':
      return (view, extent) => stretched(view, { factor: 1 / ZOOM_STEP }, extent);
    case '0':
      return (_, extent) => fitted(extent);
    default:
      return undefined;
  }
}
