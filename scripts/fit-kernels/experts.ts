import { correctionAt } from '../../src/main/simulator/gpu/kernels/correction';
import { expertsForm, type ExpertsShape } from '../../src/main/simulator/gpu/kernels/experts';
import { measuredPart } from './part';
import { axis, fitFamily, type Family } from './family';
import type { Measured, Row } from './tables';

const number = (row: Row, name: string) => Number(row[name]);

const types = {
  bfloat16: { bytes: 2, bits: 16 },
  fp8: { bytes: 1, bits: 8 },
  fp8_block: { bytes: 1, bits: 8 },
  nvfp4: { bytes: 0.5625, bits: 4 },
  w4a16_mxfp4: { bytes: 0.5, bits: 16 },
  w4a8_mxfp4_mxfp8: { bytes: 0.53125, bits: 8 },
} as const;

/** What the tables call the kernels for least latency, which engines take for few tokens. */
const LEAST_LATENCY = 'min_latency';

/** Fits the experts of a precision, by how the tokens fall on them; of the usual kernels, or of those for least latency. */
export function fitExperts(
  rows: readonly Measured[],
  type: keyof typeof types,
  distribution: string,
  kernels: 'usual' | 'least latency' = 'usual',
) {
  const named = (parameters: readonly number[]) => ({
    launchSeconds: parameters[0]!,
    bandwidthShare: parameters[1]!,
    computeShare: parameters[2]!,
    tileRows: parameters[3]!,
    passes: parameters[4]!,
    secondsPerDepth: parameters[5]!,
    sharpness: parameters[6]!,
    evenness: Math.min(1, parameters[7]!),
    ...types[type],
  });
  const family: Family<ExpertsShape> = {
    samples: rows
      .filter(
        ({ row }) =>
          row['moe_dtype'] === type &&
          row['distribution'] === distribution &&
          Number(row['moe_ep_size']) <= 8 &&
          row['kernel_source']!.includes(LEAST_LATENCY) === (kernels === 'least latency'),
      )
      .map(({ row, seconds, heldBack }) => ({
        shape: {
          tokens: number(row, 'num_tokens'),
          hidden: number(row, 'hidden_size'),
          inner: number(row, 'inter_size') / number(row, 'moe_tp_size'),
          expertsPerToken: number(row, 'topk'),
          experts: number(row, 'num_experts'),
          expertParallel: number(row, 'moe_ep_size'),
          matrices: row['kernel_source']!.endsWith('nongated') ? 2 : 3,
        },
        seconds,
        heldBack,
      })),
    start: [2.5e-5, 0.85, 0.8, 64, 2, 3e-9, 2, 0.9],
    form: (shape, parameters) => expertsForm(shape, measuredPart, named(parameters)),
    axes: [axis(-2, 18, 21), axis(0, 8.6, 7), axis(18, 26, 5)],
    place: ({ tokens, expertsPerToken, experts, expertParallel, hidden, inner }) => [
      (tokens * expertsPerToken) / expertParallel,
      experts / expertParallel,
      hidden * inner,
    ],
    predict: (shape, { parameters, correction }) =>
      expertsForm(shape, measuredPart, named(parameters)) *
      correctionAt(
        correction,
        (shape.tokens * shape.expertsPerToken) / shape.expertParallel,
        shape.experts / shape.expertParallel,
        shape.hidden * shape.inner,
      ),
  };
  const fit = fitFamily(family);
  return fit && { ...fit, named: named(fit.parameters) };
}
