import { STREAMS_PER_DIRECTION } from './geometry';
import type { StreamName } from './instructions';

/**
 * The stream registers. Nothing shifts: a vector launched at position p and cycle t going east stands at position q
 * at cycle t + (q - p), so that t - p never changes (t + p going west). That number, the diagonal, with the stream
 * names everything that travels together; a slice further along may launch over it, and what a reader sees is the
 * vector launched last before its own position.
 */
export interface Launched {
  readonly diagonal: number;
  readonly position: number;
  /** Index of the placed instruction that launched it. */
  readonly by: number;
  /** The vector; absent while the plane that owes it has not been evaluated. */
  bytes: Uint8Array | undefined;
  readonly next: Launched | undefined;
}

export interface StreamRegisters {
  readonly slots: (Launched | undefined)[];
}

/** More than any vector's life on the chip plus the longest functional delay, and a power of two. */
const RING = 1_024;

export const streamRegisters = (): StreamRegisters => ({
  slots: new Array<Launched | undefined>(2 * STREAMS_PER_DIRECTION * RING),
});

export interface Spot {
  readonly cycle: number;
  readonly position: number;
}

const diagonalOf = (stream: StreamName, { cycle, position }: Spot): number =>
  stream.direction === 'east' ? cycle - position : cycle + position;

const slotOf = (stream: StreamName, offset: number, diagonal: number): number => {
  const row =
    stream.direction === 'east' ? stream.stream + offset : STREAMS_PER_DIRECTION + stream.stream + offset;
  return row * RING + (diagonal & (RING - 1));
};

/** The vector that passes a position at a cycle on the stream `offset` after the one named; undefined when none does. */
export function vectorAt(
  registers: StreamRegisters,
  stream: StreamName,
  offset: number,
  spot: Spot,
): Launched | undefined {
  const diagonal = diagonalOf(stream, spot);
  let best: Launched | undefined;
  let entry = registers.slots[slotOf(stream, offset, diagonal)];
  for (; entry !== undefined; entry = entry.next) {
    if (entry.diagonal !== diagonal) continue;
    const before =
      stream.direction === 'east' ? entry.position <= spot.position : entry.position >= spot.position;
    if (before && (best === undefined || closer(stream, entry.position, best.position))) best = entry;
  }
  return best;
}

const closer = (stream: StreamName, candidate: number, best: number): boolean =>
  stream.direction === 'east' ? candidate > best : candidate < best;

export interface Launch {
  readonly stream: StreamName;
  readonly offset: number;
  readonly spot: Spot;
  readonly by: number;
  readonly bytes: Uint8Array | undefined;
}

/** Launches a vector; returns the index of the instruction that already launched one there and then, if any did. */
export function launch(
  registers: StreamRegisters,
  { stream, offset, spot, by, bytes }: Launch,
): Launched | number {
  const diagonal = diagonalOf(stream, spot);
  const slot = slotOf(stream, offset, diagonal);
  const head = registers.slots[slot];
  const live = head?.diagonal === diagonal ? head : undefined;
  for (let entry = live; entry !== undefined; entry = entry.next) {
    if (entry.position === spot.position) return entry.by;
  }
  const launched: Launched = { diagonal, position: spot.position, by, bytes, next: live };
  registers.slots[slot] = launched;
  return launched;
}
