/**
 * A binary heap of sources, each with at most one pending key, first the least key and among equals the one that was
 * scheduled first. With times as keys it is the event queue: order is total by (time, sequence), and replanning a
 * source replaces its event, so that no stale event is left behind.
 */
export interface IndexedQueue {
  readonly size: () => number;
  /** The source that comes first; -1 where none is pending. */
  readonly first: () => number;
  /** The key of the source that comes first; infinite where none is pending. */
  readonly firstKey: () => number;
  readonly has: (source: number) => boolean;
  /** Sets or replaces the key of a source, which then stands behind all equal keys. */
  readonly schedule: (source: number, key: number) => void;
  readonly cancel: (source: number) => void;
}

export function createQueue(): IndexedQueue {
  const heap: number[] = [];
  const keys: number[] = [];
  const sequences: number[] = [];
  const places: number[] = [];
  let scheduled = 0;

  const precedes = (one: number, other: number): boolean => {
    const [a, b] = [keys[one] ?? 0, keys[other] ?? 0];
    return a < b || (a === b && (sequences[one] ?? 0) < (sequences[other] ?? 0));
  };
  const put = (source: number, place: number): void => {
    heap[place] = source;
    places[source] = place;
  };
  const rise = (source: number, from: number): number => {
    let place = from;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above] ?? 0;
      if (!precedes(source, parent)) break;
      put(parent, place);
      place = above;
    }
    put(source, place);
    return place;
  };
  const sink = (source: number, from: number): void => {
    let place = from;
    for (;;) {
      const left = 2 * place + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const lesser = right < heap.length && precedes(heap[right] ?? 0, heap[left] ?? 0) ? right : left;
      const child = heap[lesser] ?? 0;
      if (!precedes(child, source)) break;
      put(child, place);
      place = lesser;
    }
    put(source, place);
  };
  const placeOf = (source: number): number => places[source] ?? -1;
  const remove = (source: number): void => {
    const place = placeOf(source);
    if (place < 0) return;
    places[source] = -1;
    const last = heap.pop() ?? source;
    if (last !== source) sink(last, rise(last, place));
  };

  return {
    size: () => heap.length,
    first: () => heap[0] ?? -1,
    firstKey: () => (heap.length === 0 ? Infinity : (keys[heap[0] ?? 0] ?? Infinity)),
    has: (source) => placeOf(source) >= 0,
    schedule: (source, key) => {
      // Sources come in any order; a gap would turn the arrays into slow ones.
      while (places.length <= source) {
        places.push(-1);
        keys.push(0);
        sequences.push(0);
      }
      const place = placeOf(source);
      keys[source] = key;
      sequences[source] = scheduled++;
      if (place < 0) {
        heap.push(source);
        rise(source, heap.length - 1);
      } else {
        sink(source, rise(source, place));
      }
    },
    cancel: remove,
  };
}
