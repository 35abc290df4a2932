import type { DeviceId } from '#shared/ids';
import { areBackToBack, type Occupant } from '#shared/rack/geometry';

/** Two devices that share a height from opposite faces. */
export interface Pair {
  readonly front: DeviceId;
  readonly rear: DeviceId;
}

/**
 * The devices that stand back to back where a depth is missing, theirs or the rack's, so that nobody can say whether
 * both fit.
 */
export function unmeasuredPairs(
  occupants: readonly Occupant[],
  usableDepthMeters: number | undefined,
): readonly Pair[] {
  const behind = occupants.filter(({ face, fullDepth }) => face === 'rear' && !fullDepth);
  if (behind.length === 0) return [];
  return occupants
    .filter(({ face, fullDepth }) => face === 'front' && !fullDepth)
    .flatMap((front) =>
      behind
        .filter(
          (rear) =>
            (usableDepthMeters === undefined ||
              front.depthMeters === undefined ||
              rear.depthMeters === undefined) &&
            areBackToBack(front, rear),
        )
        .map((rear) => ({ front: front.id, rear: rear.id })),
    );
}
