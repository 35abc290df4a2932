import type { Remark } from '#shared/estimate/result';

/** A tensor graph whose operations already know how long they hold their unit; the scheduler says when. */

export const units = ['mxm', 'vxm', 'sxm', 'mem', 'c2c'] as const;
export type Unit = (typeof units)[number];

export interface Dependency {
  readonly operation: number;
  /** Whether the consumer may follow as results come, vector by vector, instead of waiting for the whole tensor. */
  readonly streaming: boolean;
}

export interface GraphOperation {
  readonly name: string;
  readonly chip: number;
  readonly unit: Unit;
  /** Which of several equal units, such as a link; 0 for the others. */
  readonly lane: number;
  /** Cycles during which the unit serves nothing else. */
  readonly busyCycles: number;
  /** From taking the last operand to the last result readable in memory. */
  readonly fillCycles: number;
  /** Cycles over which the results come out at the end of `busyCycles`; what streams can follow these. */
  readonly resultCycles: number;
  /** Cycles over which the operands are taken for the first time. */
  readonly operandCycles: number;
  /** Share of a streaming producer's results that must be there before the first operand can be taken. */
  readonly lead: number;
  /** Share of the unit that works while it is held, for utilisation. */
  readonly occupancy: number;
  readonly resultBytes: number;
  /** Cycles of the whole VXM that a product's results take on their way to memory. */
  readonly chainedVectorCycles?: number;
  /** Vectors that memory slices read and write for it. */
  readonly memoryVectors?: number;
  readonly after: readonly Dependency[];
}

export interface Graph {
  readonly name: string;
  readonly chips: number;
  readonly operations: readonly GraphOperation[];
  /** Bytes of weights that stay on each chip. */
  readonly residentBytes: readonly number[];
  readonly operationsPerInference: number;
  /** What a reader should know of how it was laid out. */
  readonly notes: readonly Remark[];
}

export interface GraphBuilder {
  /** Adds an operation and returns its number. */
  add(operation: GraphOperation): number;
  reside(chip: number, bytes: number): void;
  build(parts: Omit<Graph, 'operations' | 'residentBytes'>): Graph;
}

export function graphBuilder(): GraphBuilder {
  const operations: GraphOperation[] = [];
  const resident = new Map<number, number>();
  return {
    add: (operation) => operations.push(operation) - 1,
    reside: (chip, bytes) => void resident.set(chip, (resident.get(chip) ?? 0) + bytes),
    build: (parts) => ({
      ...parts,
      operations,
      residentBytes: Array.from({ length: parts.chips }, (_, chip) => resident.get(chip) ?? 0),
    }),
  };
}

export const whole = (...operations: readonly number[]): readonly Dependency[] =>
  operations.map((operation) => ({ operation, streaming: false }));
export const streamed = (...operations: readonly number[]): readonly Dependency[] =>
  operations.map((operation) => ({ operation, streaming: true }));
