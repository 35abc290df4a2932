/**
 * The known id that takes the fewest edits to reach from the one given, among those that begin with it where there are any: a name cut
 * short is meant oftener than one with letters exchanged. Undefined where nothing is known.
 */
export function nearestId(unknown: string, known: readonly string[]): string | undefined {
  const wanted = unknown.toLowerCase().slice(0, MAXIMUM_LENGTH);
  const longer = wanted === '' ? [] : known.filter((id) => id.toLowerCase().startsWith(wanted));
  return fewestEdits(wanted, longer.length > 0 ? longer : known);
}

function fewestEdits(wanted: string, known: readonly string[]): string | undefined {
  let best: { readonly id: string; readonly distance: number } | undefined;
  for (const id of known) {
    const distance = editDistance(wanted, id.toLowerCase());
    if (best === undefined || distance < best.distance) best = { id, distance };
  }
  return best?.id;
}

// Ids are at most 80 characters; a longer text is nobody's typing error and must not cost time.
const MAXIMUM_LENGTH = 100;

/** Levenshtein's distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [rowIndex, character] of Array.from(from).entries()) {
    const next = [rowIndex + 1];
    for (const [column, other] of Array.from(to).entries()) {
      const substituted = (row[column] ?? 0) + (character === other ? 0 : 1);
      const removed = (row[column + 1] ?? 0) + 1;
      const inserted = (next[column] ?? 0) + 1;
      next.push(Math.min(substituted, removed, inserted));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
