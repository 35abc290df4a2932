/**
 * Numbers that remember how they were. Only what was written is put back, so that a thousand events cost what they touch
 * and not what the hall holds.
 */
export interface Revertible {
  /** The numbers as they are, in blocks of equal width; note a block before writing into it. */
  readonly now: Float64Array;
  readonly width: number;
  /** The blocks noted since the numbers were last accepted, each once, in the order in which they were noted. */
  readonly noted: number[];
  readonly isNoted: Uint8Array;
  /** How the noted blocks were. */
  readonly before: Float64Array;
}

/** Numbers that start as these, accepted, in blocks of so many. */
export const revertible = (initial: ArrayLike<number>, width = 1): Revertible => ({
  now: Float64Array.from(initial),
  width,
  noted: [],
  isNoted: new Uint8Array(initial.length / width),
  before: new Float64Array(initial.length),
});

/** Remembers a block as it is, unless it is remembered already. */
export function note({ now, width, noted, isNoted, before }: Revertible, block: number): void {
  if (isNoted[block] === 1) return;
  isNoted[block] = 1;
  noted.push(block);
  for (let at = block * width; at < (block + 1) * width; at += 1) before[at] = now[at] ?? 0;
}

/** Writes the number of a block that holds one. */
export function write(numbers: Revertible, index: number, value: number): void {
  note(numbers, index);
  numbers.now[index] = value;
}

/** Leaves the numbers as they are: what they were before is forgotten. */
export function accept({ noted, isNoted }: Revertible): void {
  for (const block of noted) isNoted[block] = 0;
  noted.length = 0;
}

/** Puts the numbers back as they were when they were last accepted. */
export function revert(numbers: Revertible): void {
  const { now, width, noted, before } = numbers;
  for (const block of noted) {
    for (let at = block * width; at < (block + 1) * width; at += 1) now[at] = before[at] ?? 0;
  }
  accept(numbers);
}
