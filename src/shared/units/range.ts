/** A quantity that is not known exactly: what is derived from ranges is a range again. */
export interface Range<Q extends number = number> {
  readonly low: Q;
  readonly typical: Q;
  readonly high: Q;
}

export const exactly = <Q extends number>(value: Q): Range<Q> => ({
  low: value,
  typical: value,
  high: value,
});

export const zero = <Q extends number>(): Range<Q> => exactly(0 as Q);

/** The sum of ranges that are taken to move together: lows add up to the low, highs to the high. */
export function sumOf<Q extends number>(ranges: Iterable<Range<Q>>): Range<Q> {
  let [low, typical, high] = [0, 0, 0];
  for (const range of ranges) {
    low += range.low;
    typical += range.typical;
    high += range.high;
  }
  return { low: low as Q, typical: typical as Q, high: high as Q };
}

/** A range of one unit turned into another by a function that grows with its argument. */
export const mapRange = <From extends number, To extends number>(
  range: Range<From>,
  convert: (value: From) => To,
): Range<To> => ({ low: convert(range.low), typical: convert(range.typical), high: convert(range.high) });

/** The range times an exact, non-negative count or factor. */
export const scaled = <Q extends number>(range: Range<Q>, factor: number): Range<Q> =>
  mapRange(range, (value) => (value * factor) as Q);

/** The product of two non-negative ranges; the caller names the unit of the product. */
export const productOf = <Q extends number>(a: Range, b: Range): Range<Q> => ({
  low: (a.low * b.low) as Q,
  typical: (a.typical * b.typical) as Q,
  high: (a.high * b.high) as Q,
});

export const isExact = (range: Range): boolean => range.low === range.high;
