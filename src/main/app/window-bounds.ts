import type { Bounds } from './settings';

const usual = { width: 1440, height: 900 };
const smallest = { width: 960, height: 600 };
const REACHABLE = 80;

const overlap = (a: Bounds, b: Bounds): { readonly width: number; readonly height: number } => ({
  width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
  height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
});

/**
 * Where the window opens: where it was, if enough of it can still be reached on one of the work areas (a display may
 * have gone); otherwise the usual size, chosen by the system.
 */
export function windowBounds(
  remembered: Bounds | undefined,
  workAreas: readonly Bounds[],
): Partial<Bounds> & { readonly minWidth: number; readonly minHeight: number } {
  const minimum = { minWidth: smallest.width, minHeight: smallest.height };
  const reachable = workAreas.some((area) => {
    const shared = remembered === undefined ? { width: 0, height: 0 } : overlap(remembered, area);
    return shared.width >= REACHABLE && shared.height >= REACHABLE;
  });
  return remembered !== undefined && reachable ? { ...remembered, ...minimum } : { ...usual, ...minimum };
}
