import { correctionAt } from '../../src/main/simulator/gpu/kernels/correction';
import { gemmForm, type GemmShape } from '../../src/main/simulator/gpu/kernels/gemm';
import { peakOf } from '../../src/main/simulator/gpu/kernels/rates';
import { measuredPart } from './part';
import { axis, fitFamily, type Family } from './family';
import type { Measured } from './tables';

const types = {
  bfloat16: { bytes: 2, bits: 16 },
  fp8: { bytes: 1, bits: 8 },
  fp8_block: { bytes: 1, bits: 8 },
  // A scale in eight bits for sixteen numbers.
  nvfp4: { bytes: 0.5625, bits: 4 },
} as const;

/** No product takes less than its bytes at the memory's bandwidth and its operations at the peak, whatever is taken out of what was measured. */
function roof({ rows, columns, depth }: GemmShape, type: keyof typeof types): number {
  const { bytes, bits } = types[type];
  const moved = bytes * depth * (columns + rows) + 2 * rows * columns;
  const operations = 2 * rows * columns * depth;
  return Math.max(moved / measuredPart.bytesPerSecond, operations / peakOf(measuredPart, bits));
}

export function fitGemm(
  rows: readonly Measured[],
  type: keyof typeof types,
  before: (shape: GemmShape) => number,
) {
  const named = (parameters: readonly number[]) => ({
    launchSeconds: parameters[0]!,
    bandwidthShare: parameters[1]!,
    computeShare: parameters[2]!,
    sharpness: parameters[3]!,
    secondsPerDepth: parameters[4]!,
    waveShare: Math.min(1, parameters[5]!),
    ...types[type],
  });
  const family: Family<GemmShape> = {
    samples: rows
      .filter(({ row }) => row['gemm_dtype'] === type && Number(row['m']) > 0)
      .map(({ row, seconds, heldBack }) => {
        const shape = { rows: Number(row['m']), columns: Number(row['n']), depth: Number(row['k']) };
        return {
          shape,
          seconds: heldBack
            ? seconds
            : Math.max(seconds - before(shape), Math.min(seconds, roof(shape, type))),
          heldBack,
        };
      }),
    start: [2.5e-6, 0.85, 0.75, 4, 1e-9, 0.7],
    form: (shape, parameters) => gemmForm(shape, measuredPart, named(parameters)),
    axes: [axis(0, 15, 16), axis(5, 16, 7), axis(5, 16, 7)],
    place: ({ rows, columns, depth }) => [rows, columns, depth],
    predict: (shape, { parameters, correction }) =>
      before(shape) +
      gemmForm(shape, measuredPart, named(parameters)) *
        correctionAt(correction, shape.rows, shape.columns, shape.depth),
  };
  const fit = fitFamily(family);
  return fit && { ...fit, named: named(fit.parameters) };
}
