import { correctionAt } from '../../src/main/simulator/gpu/kernels/correction';
import {
  bytesRead,
  contextForm,
  type ContextShape,
  generationForm,
  type GenerationShape,
  latentForm,
  type LatentShape,
} from '../../src/main/simulator/gpu/kernels/attention';
import { measuredPart } from './part';
import { axis, fitFamily, type Family } from './family';
import type { Measured, Row } from './tables';

const number = (row: Row, name: string) => Number(row[name]);

const named = (parameters: readonly number[]) => ({
  launchSeconds: parameters[0]!,
  bandwidthShare: parameters[1]!,
  secondsPerBlock: parameters[2]!,
  secondsPerToken: parameters[3]!,
  splitTokens: parameters[4]!,
});

/** Beyond 32 query heads per cached head the measured kernels read the cache once for every query head. */
const LARGEST_SHARED_GROUP = 32;

export function fitGeneration(rows: readonly Measured[], wanted: (row: Row) => boolean) {
  const family: Family<GenerationShape> = {
    samples: rows
      .filter(({ row }) => wanted(row))
      .map(({ row, seconds, heldBack }) => ({
        shape: {
          sequences: number(row, 'batch_size'),
          heads: number(row, 'num_heads'),
          keyValueHeads: headsRead(number(row, 'num_heads'), number(row, 'num_key_value_heads')),
          headDimension: number(row, 'head_dim'),
          context: number(row, 'isl') + number(row, 'step'),
          window: number(row, 'window_size') || Infinity,
          cacheBytes: row['kv_cache_dtype'] === 'fp8' ? 1 : 2,
        },
        seconds,
        heldBack,
      })),
    start: [6e-6, 0.9, 1e-6, 5e-9, 1024],
    form: (shape, parameters) => generationForm(shape, measuredPart, named(parameters)),
    axes: [axis(0, 17, 13), axis(1, 17, 17), axis(1, 5, 3)],
    place: ({ sequences, heads, keyValueHeads, context }) => [
      sequences * keyValueHeads,
      context,
      heads / keyValueHeads,
    ],
    predict: (shape, { parameters, correction }) =>
      generationForm(shape, measuredPart, named(parameters)) *
      correctionAt(
        correction,
        shape.sequences * shape.keyValueHeads,
        shape.context,
        shape.heads / shape.keyValueHeads,
      ),
  };
  const fit = fitFamily(family);
  return (
    fit && { ...fit, named: { ...named(fit.parameters), fastestReading: fastestReading(family.samples) } }
  );
}

const headsRead = (heads: number, keyValueHeads: number): number =>
  heads / keyValueHeads > LARGEST_SHARED_GROUP ? heads : keyValueHeads;

/** Caches of at least this many tokens are read long enough for launching not to count. */
const LONG_CONTEXT = 4096;

/** Of long caches the fastest percentile of readings, as a share of the memory's bandwidth. */
function fastestReading(samples: Family<GenerationShape>['samples']): number {
  const shares = samples
    .filter(({ shape, heldBack }) => !heldBack && shape.window === Infinity && shape.context >= LONG_CONTEXT)
    .map(({ shape, seconds }) => bytesRead(shape) / seconds / measuredPart.bytesPerSecond)
    .sort((a, b) => a - b);
  return Number((shares[Math.floor(0.99 * shares.length)] ?? 0).toPrecision(4));
}

export function fitContext(rows: readonly Measured[], bits: 8 | 16, wanted: (row: Row) => boolean) {
  const name = (parameters: readonly number[]) => ({
    launchSeconds: parameters[0]!,
    bandwidthShare: parameters[1]!,
    computeShare: parameters[2]!,
    edgeTokens: parameters[3]!,
    bits,
  });
  const family: Family<ContextShape> = {
    samples: rows
      .filter(({ row }) => wanted(row))
      .map(({ row, seconds, heldBack }) => ({
        shape: {
          sequences: number(row, 'batch_size'),
          heads: number(row, 'num_heads'),
          keyValueHeads: number(row, 'num_key_value_heads'),
          headDimension: number(row, 'head_dim'),
          tokens: number(row, 'isl'),
          window: number(row, 'window_size') || Infinity,
        },
        seconds,
        heldBack,
      })),
    start: [13e-6, 0.5, 0.5, 64],
    form: (shape, parameters) => contextForm(shape, measuredPart, name(parameters)),
    axes: [axis(0, 14.6, 9), axis(4, 14, 11), axis(0, 6.6, 3)],
    place: ({ sequences, heads, keyValueHeads, tokens }) => [
      sequences * heads,
      tokens,
      heads / keyValueHeads,
    ],
    predict: (shape, { parameters, correction }) =>
      contextForm(shape, measuredPart, name(parameters)) *
      correctionAt(
        correction,
        shape.sequences * shape.heads,
        shape.tokens,
        shape.heads / shape.keyValueHeads,
      ),
  };
  const fit = fitFamily(family);
  return fit && { ...fit, named: name(fit.parameters) };
}

/** DeepSeek's latent attention, which the tables measured: 512 numbers with 64 of positions, heads of 128 and as many values. */
const LATENT = { value: 512, key: 512 + 64, headDimension: (128 + 64 + 128) / 2 } as const;

/** Decoding with absorbed up-projections. */
export function fitLatentGeneration(rows: readonly Measured[], cache: 'bfloat16' | 'fp8') {
  const name = (parameters: readonly number[]) => ({
    launchSeconds: parameters[0]!,
    bandwidthShare: parameters[1]!,
    computeShare: parameters[2]!,
    tileHeads: parameters[3]!,
    secondsPerBlock: parameters[4]!,
    secondsPerToken: parameters[5]!,
    splitTokens: parameters[6]!,
  });
  const place = ({ sequences, context, heads }: LatentShape) => [sequences, context, heads] as const;
  const family: Family<LatentShape> = {
    samples: rows
      .filter(({ row }) => row['kv_cache_dtype'] === cache)
      .map(({ row, seconds, heldBack }) => ({
        shape: {
          sequences: number(row, 'batch_size'),
          heads: number(row, 'num_heads'),
          context: number(row, 'isl') + number(row, 'step'),
          key: LATENT.key,
          value: LATENT.value,
          cacheBytes: cache === 'fp8' ? 1 : 2,
        },
        seconds,
        heldBack,
      })),
    start: [8e-6, 0.8, 0.6, 16, 1e-6, 5e-9, 1024],
    form: (shape, parameters) => latentForm(shape, measuredPart, name(parameters)),
    axes: [axis(0, 10, 11), axis(1, 17, 17), axis(0, 7, 5)],
    place,
    predict: (shape, { parameters, correction }) =>
      latentForm(shape, measuredPart, name(parameters)) * correctionAt(correction, ...place(shape)),
  };
  const fit = fitFamily(family);
  return fit && { ...fit, named: name(fit.parameters) };
}

/** Prompts, whose heads are projected up before they meet. */
export const fitLatentContext = (rows: readonly Measured[], cache: 'bfloat16' | 'fp8') =>
  fitContext(
    rows.map((each) => ({
      ...each,
      row: {
        ...each.row,
        head_dim: String(LATENT.headDimension),
        num_key_value_heads: each.row['num_heads'] ?? '',
      },
    })),
    16,
    (row) => row['kv_cache_dtype'] === cache,
  );
