import { type LpuTimeline, timelineUnits } from '#shared/performance/timeline';

/** In place of a unit's number: what holds no unit, and only passes time. */
export const WAITING = timelineUnits.length;

export type RowKind = 'chip' | 'unit';

export interface TimelineRow {
  readonly chip: number;
  /** Only where every unit has a row of its own. */
  readonly unit?: number;
  /** Its bars in the columns: from `first` to before `last`, by start. */
  readonly first: number;
  readonly last: number;
  /** No bar of the row takes longer: what begins earlier than this before a point in time cannot reach it. */
  readonly longest: number;
}

/** Every bar of the picture in columns, row by row and by start within a row. */
export interface TimelineLayout {
  readonly rows: readonly TimelineRow[];
  readonly start: Float64Array;
  /** When the unit is free again. */
  readonly release: Float64Array;
  /** Number of the unit that it holds, or `WAITING`. */
  readonly unit: Uint8Array;
  /** Number of the operation in the timeline, and which inference it belongs to. */
  readonly operation: Uint32Array;
  readonly inference: Uint16Array;
  /** When the last inference ends. */
  readonly cycles: number;
}

export interface LayoutChoice {
  readonly rows: RowKind;
  /** How many inferences follow one another, each beginning as soon as the busiest chip is free. */
  readonly inferences: number;
}

/** More bars than this are not drawn at once. */
export const MOST_BARS = 250_000;

/** How many inferences can be laid out after one another. */
export const inferenceChoices = (operations: number): readonly number[] =>
  [1, 2, 4, 8, 16, 32, 64].filter((count) => count === 1 || count * operations <= MOST_BARS);

/** Sorts the operations of all inferences to rows: one a chip, or one a unit of a chip. */
export function layoutOf(timeline: LpuTimeline, { rows: kind, inferences }: LayoutChoice): TimelineLayout {
  const { operations, stageCycles } = timeline;
  const base = operations.name.length;
  const count = base * inferences;
  const units = timelineUnits.length;
  const rowOf = (operation: number): number => {
    const chip = operations.chip[operation] ?? 0;
    return kind === 'chip' ? chip : chip * units + (operations.unit[operation] ?? 0);
  };
  const order = Uint32Array.from({ length: base }, (_, index) => index).sort(
    (a, b) =>
      rowOf(a) - rowOf(b) || (operations.startCycle[a] ?? 0) - (operations.startCycle[b] ?? 0) || a - b,
  );
  const layout = {
    start: new Float64Array(count),
    release: new Float64Array(count),
    unit: new Uint8Array(count),
    operation: new Uint32Array(count),
    inference: new Uint16Array(count),
  };
  const rows: TimelineRow[] = [];
  let at = 0;
  for (let from = 0; from < base;) {
    const row = rowOf(order[from] ?? 0);
    let to = from;
    while (to < base && rowOf(order[to] ?? 0) === row) to += 1;
    const first = at;
    let longest = 0;
    // Inferences of one row follow each other with at most a little overlap, so that merging is sorting few.
    const bars = interleaved({ order, from, to, inferences, stageCycles, startCycle: operations.startCycle });
    for (const { operation, inference, start } of bars) {
      const length = lengthOf(operations, operation);
      layout.start[at] = start;
      layout.release[at] = start + length;
      layout.unit[at] = holdsUnit(operations, operation) ? (operations.unit[operation] ?? 0) : WAITING;
      layout.operation[at] = operation;
      layout.inference[at] = inference;
      longest = Math.max(longest, length);
      at += 1;
    }
    const place = kind === 'chip' ? { chip: row } : { chip: Math.floor(row / units), unit: row % units };
    rows.push({ ...place, first, last: at, longest });
    from = to;
  }
  return { rows, ...layout, cycles: timeline.cycles + (inferences - 1) * stageCycles };
}

const holdsUnit = ({ releaseCycle, startCycle }: LpuTimeline['operations'], operation: number): boolean =>
  (releaseCycle[operation] ?? 0) > (startCycle[operation] ?? 0);

/** How long an operation holds its unit; one that holds none, such as a calibrated wait, lasts until its end. */
function lengthOf(operations: LpuTimeline['operations'], operation: number): number {
  const { startCycle, releaseCycle, endCycle } = operations;
  const until = holdsUnit(operations, operation) ? releaseCycle[operation] : endCycle[operation];
  return (until ?? 0) - (startCycle[operation] ?? 0);
}

interface Bar {
  readonly operation: number;
  readonly inference: number;
  readonly start: number;
}

function interleaved(parts: {
  readonly order: Uint32Array;
  readonly from: number;
  readonly to: number;
  readonly inferences: number;
  readonly stageCycles: number;
  readonly startCycle: readonly number[];
}): readonly Bar[] {
  const bars: Bar[] = [];
  for (let inference = 0; inference < parts.inferences; inference += 1) {
    for (let index = parts.from; index < parts.to; index += 1) {
      const operation = parts.order[index] ?? 0;
      const start = (parts.startCycle[operation] ?? 0) + inference * parts.stageCycles;
      bars.push({ operation, inference, start });
    }
  }
  return parts.inferences === 1 ? bars : bars.sort((a, b) => a.start - b.start);
}
