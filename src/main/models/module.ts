import type { WeightPart } from '#shared/model/description';
import type { ModuleNames } from './family';

/** One matrix or vector of a model as its files name it, `copies` times; of these a token uses `used`. */
export interface Module {
  readonly name: string;
  readonly part: WeightPart;
  /** Matrices of layers, which quantisations take in; tables that are looked up; everything else. */
  readonly kind: 'linear' | 'table' | 'plain';
  readonly rows: number;
  readonly columns: number;
  readonly copies: number;
  readonly used: number;
  readonly bias: number;
}

/** Rows and columns of a matrix. */
type Shape = readonly [rows: number, columns: number];

/** How often a module stands and is used, and its bias. */
export interface Counts {
  readonly bias?: number;
  readonly copies?: number;
  readonly used?: number;
}

/** A matrix of a layer. */
export const linear = (
  name: string,
  part: WeightPart,
  [rows, columns]: Shape,
  counts: Counts = {},
): Module => ({
  name,
  part,
  kind: 'linear',
  rows,
  columns,
  copies: counts.copies ?? 1,
  used: counts.used ?? counts.copies ?? 1,
  bias: counts.bias ?? 0,
});

/** A vector, or what no quantisation takes in. */
export const plain = (name: string, part: WeightPart, elements: number, counts: Counts = {}): Module => ({
  ...linear(name, part, [elements, 1], counts),
  kind: 'plain',
});

/** Parameters of a module, all copies or those a token uses. */
export const parametersOf = ({ rows, columns, bias }: Module, copies: number): number =>
  copies * (rows * columns + bias);

/** Where modules stand: the model's width, the names of its files, and the layer's own prefix. */
export interface Place {
  readonly hidden: number;
  readonly names: ModuleNames;
  readonly at: string;
}
