import type { Refusal, Result } from '#shared/refusal/refusal';
import { success } from '#shared/refusal/refusal';
import { bytesOf } from './instructions';
import type { Memory } from './memory';
import { type Replay, type ReplayStep, replayOf, wordNumber } from './replay';
import { type Cable, type ChipLoad, runSystemWith, type SystemRun } from './run';
import {
  type MultiplyEntry,
  takenBy,
  type Tape,
  tapeRecorder,
  type TapeEntry,
  type VectorNumber,
} from './tape';

/**
 * Chips whose programs are checked once and then run again and again: instructions never depend on values, so that what the
 * first run found of conflicts, cycles and use holds for all. Values are those of `runSystem`, bit by bit. Weights that no
 * instruction of the programs writes are unpacked once and must stay as they are.
 */
export interface LinkedSystem {
  readonly cycles: number;
  readonly issues: number;
  readonly utilisation: readonly SystemRun['chips'][number]['utilisation'][];
  run(memories: readonly Memory[]): void;
}

export function linkSystem(
  loads: readonly Pick<ChipLoad, 'program'>[],
  cables: readonly Cable[],
): Result<LinkedSystem, Refusal> {
  const recorder = tapeRecorder();
  const checked = runSystemWith(loads, cables, recorder.workOn);
  if (!checked.ok) return checked;
  const { cycles, issues, chips } = checked.value;
  const replay = replayOf(stepsOf(recorder.tape()));
  return success({
    cycles,
    issues,
    utilisation: chips.map(({ utilisation }) => utilisation),
    run: (memories) => replay.run(memories),
  });
}

type RowSource = Extract<TapeEntry, { readonly kind: 'read' }>;

/** Values that were computed together and are kept as such: the vectors of one result. */
interface Grouping {
  /** For each vector its group, or -1 where it is on its own. */
  readonly group: Int32Array;
  readonly byte: Uint8Array;
}

/** Turns a tape into steps: weight rows become blocks, results stay numbers, and vectors get buffers that they share in time. */
function stepsOf(tape: Tape): Replay {
  const sources = constantSources(tape);
  const blocks = new Map<MultiplyEntry, readonly (readonly RowSource[] | undefined)[]>();
  for (const entry of tape.entries) {
    if (entry.kind !== 'multiply' || entry.type !== 'fp16') continue;
    const rows = entry.rows.map((row) => row?.map((vector) => sources.get(vector)));
    const memory = rows.find((row) => row !== undefined)?.[0]?.memory;
    // All rows of a plane come from the memory of its chip.
    if (
      rows.every(
        (row) => row === undefined || row.every((source) => source !== undefined && source.memory === memory),
      )
    ) {
      blocks.set(entry, rows as readonly (readonly RowSource[] | undefined)[]);
    }
  }
  const grouping = groupingOf(tape, blocks);
  const entries = tape.entries.filter(used(tape, blocks));
  const steps: ReplayStep[] = entries.map((entry) => {
    if (entry.kind !== 'multiply') return { entry };
    const rows = blocks.get(entry);
    const memory = rows?.find((row) => row !== undefined)?.[0]?.memory;
    return rows === undefined || memory === undefined ? { entry } : { entry, rows, memory };
  });
  return { steps, vectors: tape.vectors, planes: tape.planes, ...grouping };
}

/** Vectors that were read from where no write ever goes; a scatter that would reach one ends the run. */
function constantSources({ entries }: Tape): Map<VectorNumber, RowSource> {
  const written = new Set<number>();
  for (const entry of entries) if (entry.kind === 'write') written.add(wordNumber(entry));
  const sources = new Map<VectorNumber, RowSource>();
  for (const entry of entries) {
    if (entry.kind !== 'read' || written.has(wordNumber(entry))) continue;
    sources.set(entry.to, entry);
  }
  return sources;
}

function groupingOf({ entries, vectors }: Tape, blocks: ReadonlyMap<MultiplyEntry, unknown>): Grouping {
  const group = new Int32Array(vectors).fill(-1);
  const byte = new Uint8Array(vectors);
  let groups = 0;
  const together = (members: readonly VectorNumber[]): void => {
    for (const [index, vector] of members.entries()) {
      group[vector] = groups;
      byte[vector] = index;
    }
    groups += 1;
  };
  for (const entry of entries) {
    if (entry.kind === 'compute') together(entry.to);
    if (entry.kind === 'multiply' && blocks.has(entry)) {
      for (const { to } of entry.items) if (to.length === bytesOf.fp32) together(to);
    }
  }
  return { group, byte };
}

/** Drops reads that nothing takes, such as those of weight rows that are unpacked once. */
function used(
  { entries, vectors }: Tape,
  blocks: ReadonlyMap<MultiplyEntry, unknown>,
): (entry: TapeEntry) => boolean {
  const uses = new Uint8Array(vectors);
  const mark = (numbers: readonly VectorNumber[]): void => {
    for (const number of numbers) uses[number] = 1;
  };
  for (const entry of entries) {
    if (entry.kind === 'multiply') {
      for (const { activation } of entry.items) mark(activation);
      if (!blocks.has(entry)) for (const row of entry.rows) mark(row ?? []);
    } else mark(takenBy(entry));
  }
  return (entry) => entry.kind !== 'read' || uses[entry.to] === 1;
}
