import { ownValue } from '#shared/schema/own-value';
import type { Precision } from '#shared/catalogue/entries';

/** A number format of stored matrices: bits of each number, and what comes beside them. */
export interface NumberFormat {
  readonly name: string;
  /** What cases call it. */
  readonly precision: Precision;
  readonly bits: number;
  /** Bytes of scales, zero points and the like that belong to one matrix. */
  readonly beside: (rows: number, columns: number) => number;
}

const none = (): number => 0;
const up = (value: number, by: number): number => Math.ceil(value / by);

/** Formats without scales by what `torch_dtype` calls them. */
const plainFormats: Readonly<Record<string, NumberFormat>> = {
  bfloat16: { name: 'bf16', precision: 'bf16', bits: 16, beside: none },
  float16: { name: 'fp16', precision: 'fp16', bits: 16, beside: none },
  half: { name: 'fp16', precision: 'fp16', bits: 16, beside: none },
  float32: { name: 'fp32', precision: 'fp32', bits: 32, beside: none },
  float: { name: 'fp32', precision: 'fp32', bits: 32, beside: none },
  float8_e4m3fn: { name: 'fp8', precision: 'fp8', bits: 8, beside: none },
  float8_e5m2: { name: 'fp8', precision: 'fp8', bits: 8, beside: none },
};

/** The format that a `torch_dtype` names; undefined where none is known by that name. */
export const plainFormat = (dtype: string): NumberFormat | undefined => {
  const name = dtype.replace(/^torch\./, '');
  return ownValue(plainFormats, name);
};

export const bf16 = plainFormats['bfloat16'] ?? {
  name: 'bf16',
  precision: 'bf16' as const,
  bits: 16,
  beside: none,
};

const FLOAT = 4;

/** FP8 with a scale for each block of so many rows and columns (DeepSeek-V3, arXiv 2412.19437, section 3.3.2). */
export const fp8Blocks = (
  [rowsPerBlock, columnsPerBlock]: readonly [number, number],
  scaleBytes = FLOAT,
): NumberFormat => ({
  name: 'fp8-block',
  precision: 'fp8',
  bits: 8,
  beside: (rows, columns) => scaleBytes * up(rows, rowsPerBlock) * up(columns, columnsPerBlock),
});

/** FP8 with one scale a matrix, and one for the inputs it meets. */
export const fp8Tensor: NumberFormat = { name: 'fp8', precision: 'fp8', bits: 8, beside: () => 2 * FLOAT };

/** Eight bits with a scale for each row. */
export const eightBitRows = (precision: 'fp8' | 'int8', scaleBytes = FLOAT): NumberFormat => ({
  name: `${precision}-row`,
  precision,
  bits: 8,
  beside: (rows) => scaleBytes * rows,
});

/** Four-bit floats with an 8-bit scale for every 16 of them and one 32-bit scale a matrix, one for its inputs (NVFP4). */
export const nvfp4: NumberFormat = {
  name: 'nvfp4',
  precision: 'fp4',
  bits: 4,
  beside: (rows, columns) => rows * up(columns, 16) + 2 * FLOAT,
};

/** Floats of 4, 6 or 8 bits with an 8-bit exponent for every 32 of them (OCP microscaling formats 1.0). */
export const microscaled = (bits: 4 | 6 | 8): NumberFormat => ({
  name: `mxfp${bits}`,
  precision: bits === 4 ? 'fp4' : 'fp8',
  bits,
  beside: (rows, columns) => rows * up(columns, 32),
});

interface Grouped {
  readonly name: string;
  readonly bits: number;
  /** Numbers that share a scale; the whole row where undefined. */
  readonly group: number | undefined;
  readonly scaleBytes?: number;
  readonly zeroPoints: boolean;
  /** An index of 32 bits for every column, as GPTQ keeps it. */
  readonly indices?: boolean;
  /** The two 64-bit sizes that packed tensors keep. */
  readonly sizes?: boolean;
}

/** Whole numbers of few bits with a 16-bit scale, and where asymmetric a zero point, for every group of a row (AWQ, GPTQ). */
export const grouped = ({
  name,
  bits,
  group,
  scaleBytes = 2,
  zeroPoints,
  indices,
  sizes,
}: Grouped): NumberFormat => ({
  name,
  precision: bits <= 4 ? 'int4' : 'int8',
  bits,
  beside: (rows, columns) => {
    const groups = rows * (group === undefined ? 1 : up(columns, group));
    return (
      groups * scaleBytes +
      (zeroPoints ? (groups * bits) / 8 : 0) +
      (indices === true ? FLOAT * columns : 0) +
      (sizes === true ? 16 : 0)
    );
  },
});

/** Four bits (NF4 or FP4) with a 32-bit maximum for every 64, or an 8-bit one and a 32-bit one for every 256 of those. */
export const bitsAndBytes4 = (doubled: boolean): NumberFormat => ({
  name: 'nf4',
  precision: 'int4',
  bits: 4,
  beside: (rows, columns) => {
    const blocks = up(rows * columns, 64);
    return doubled ? blocks + FLOAT * up(blocks, 256) : FLOAT * blocks;
  },
});

/** Bytes of so many matrices of one shape in a format; biases stay in 16 bits. */
export const matrixBytes = (
  { rows, columns }: { readonly rows: number; readonly columns: number },
  { bits, beside }: Pick<NumberFormat, 'bits' | 'beside'>,
): number => Math.ceil((rows * columns * bits) / 8) + beside(rows, columns);
