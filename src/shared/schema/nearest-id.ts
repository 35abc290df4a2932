/**
 * The known id that was probably meant: one that begins with what was given or else contains it, a name cut short being meant oftener
 * than one with letters exchanged, or else the one that the fewest edits lead to. Undefined where none is near: more
 * than a third of the letters would have to change.
 */
export function nearestId(unknown: string, known: readonly string[]): string | undefined {
  const wanted = unknown.toLowerCase().slice(0, MAXIMUM_LENGTH);
  if (wanted === '') return undefined;
  const parts = wanted.length < SHORTEST_PART ? [] : known.filter((id) => id.toLowerCase().includes(wanted));
  const beginnings = parts.filter((id) => id.toLowerCase().startsWith(wanted));
  const whole = [beginnings, parts].find((ids) => ids.length > 0);
  if (whole) return fewestEdits(wanted, whole)?.id;
  const best = fewestEdits(wanted, known);
  const letters = Math.max(wanted.length, best?.id.length ?? 0);
  return best && best.distance <= Math.max(1, Math.floor(letters / 3)) ? best.id : undefined;
}

/** ` Did you mean llama-3.1-8b?`, to follow a sentence; empty where no known id is near. */
export function didYouMean(unknown: string, known: readonly string[]): string {
  const nearest = nearestId(unknown, known);
  return nearest === undefined ? '' : ` Did you mean ${nearest}?`;
}

interface Near {
  readonly id: string;
  readonly distance: number;
}

function fewestEdits(wanted: string, known: readonly string[]): Near | undefined {
  let best: Near | undefined;
  for (const id of known) {
    const distance = editDistance(wanted, id.toLowerCase());
    if (best === undefined || distance < best.distance) best = { id, distance };
  }
  return best;
}

// One letter begins too many ids to say which was meant.
const SHORTEST_PART = 2;

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
