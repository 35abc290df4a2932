/** Points of a table per doubling of the mean context; between them a step's time is a straight line. */
const POINTS_PER_OCTAVE = 4;
const LARGEST_OCTAVE = 24;
const POINTS = POINTS_PER_OCTAVE * LARGEST_OCTAVE + 2;

/**
 * Decode times from a table that fills as it is asked: a step's time grows in proportion to the context, so that a
 * straight line between points a fifth apart is closer than the model behind it. Takes the context of the whole batch.
 */
export function interpolatedDecode(
  seconds: (batch: number, meanContext: number) => number,
): (batch: number, contextTokens: number) => number {
  const rows: (Float64Array | undefined)[] = [];
  const at = (row: Float64Array, batch: number, point: number): number => {
    const known = row[point] ?? 0;
    if (known > 0) return known;
    const computed = seconds(batch, contextAt(point));
    row[point] = computed;
    return computed;
  };
  return (batch, contextTokens) => {
    while (rows.length <= batch) rows.push(undefined);
    const row = rows[batch] ?? new Float64Array(POINTS);
    rows[batch] = row;
    const context = Math.max(1, contextTokens / batch);
    const point = Math.min(POINTS - 2, Math.floor(Math.log2(context) * POINTS_PER_OCTAVE));
    const [from, to] = [contextAt(point), contextAt(point + 1)];
    const share = (context - from) / (to - from);
    return at(row, batch, point) * (1 - share) + at(row, batch, point + 1) * share;
  };
}

const contexts = Float64Array.from({ length: POINTS }, (_, point) => 2 ** (point / POINTS_PER_OCTAVE));
const contextAt = (point: number): number => contexts[point] ?? 0;
