import { existsSync, writeFileSync } from 'node:fs';
import { type GemmShape, quantiseSeconds } from '../../src/main/simulator/gpu/kernels/gemm';
import { measuredPart } from './part';
import { fitContext, fitGeneration } from './attention';
import { fitExperts } from './experts';
import type { FamilyFit } from './family';
import { fitGemm } from './gemm';
import { report, type ReportRow } from './report';
import { fitCollective, fitQuantise } from './small';
import { readTable, type Measured, type Row } from './tables';

interface Fit extends FamilyFit {
  readonly named: object;
  readonly relative: readonly number[];
}

/** Fits every family of kernels, writes the coefficients and the report of their errors on held-back rows. */
export function fitAll(folder: string, root: string): void {
  if (!existsSync(folder)) throw new Error(`The measured tables are not at ${folder}.`);
  const rows: ReportRow[] = [];
  const keep = (family: string, name: string, fit: Fit) => {
    rows.push({ family, name, relative: fit.relative });
    return { ...fit.named, correction: fit.correction };
  };
  const read = (name: string) => readTable(folder, name);
  const coefficients = {
    ...matrixProducts(read, keep),
    ...attention(read, keep),
    experts: experts(read('moe'), keep),
    collectives: collectives(read, keep),
  };
  writeFileSync(
    `${root}/src/main/simulator/gpu/kernels/coefficients.json`,
    `${JSON.stringify(coefficients)}\n`,
  );
  writeFileSync(`${root}/docs/models/kernel-error-report.md`, report(rows));
}

type Read = (name: string) => Measured[];
type Keep = (family: string, name: string, fit: Fit) => { readonly correction: FamilyFit['correction'] };

function matrixProducts(read: Read, keep: Keep) {
  const computeScale = fitQuantise(read('computescale'));
  const scaleMatrix = fitQuantise(read('scale_matrix'));
  const quantise = {
    computeScale: { ...computeScale.named, correction: computeScale.correction },
    scaleMatrix: { ...scaleMatrix.named, correction: scaleMatrix.correction },
  };
  // The measured FP8 product quantises its activations as it runs; the model keeps the two apart.
  const quantising = (shape: GemmShape) =>
    quantiseSeconds(shape, measuredPart, quantise.computeScale) +
    quantiseSeconds(shape, measuredPart, quantise.scaleMatrix);
  const rows = read('gemm');
  const none = () => 0;
  keep('activation quantisation', 'compute scale', computeScale);
  keep('activation quantisation', 'scale matrix', scaleMatrix);
  return {
    gemm: {
      bf16: keep('matrix product', 'BF16', fitGemm(rows, 'bfloat16', none)),
      fp8: keep('matrix product', 'FP8, scaled per tensor', fitGemm(rows, 'fp8', quantising)),
      fp8Block: keep('matrix product', 'FP8, scaled per block', fitGemm(rows, 'fp8_block', none)),
    },
    quantise,
  };
}

const is = (row: Row, wanted: Row) => Object.entries(wanted).every(([name, value]) => row[name] === value);
const groupOf = (row: Row) => Number(row['num_heads']) / Number(row['num_key_value_heads']);

function attention(read: Read, keep: Keep) {
  const generation = read('generation_attention');
  const context = read('context_attention');
  const byGrouping = (wanted: Row, name: string) => ({
    single: keep(
      'decode attention',
      `${name}, one query head per cached head`,
      fitGeneration(generation, (row) => is(row, wanted) && groupOf(row) === 1),
    ),
    grouped: keep(
      'decode attention',
      `${name}, 2 to 32`,
      fitGeneration(generation, (row) => is(row, wanted) && groupOf(row) > 1 && groupOf(row) <= 32),
    ),
    wide: keep(
      'decode attention',
      `${name}, more than 32`,
      fitGeneration(generation, (row) => is(row, wanted) && groupOf(row) > 32),
    ),
  });
  const cached = (kv_cache_dtype: string, name: string) => ({
    '64': byGrouping({ kv_cache_dtype, head_dim: '64', window_size: '0' }, `${name} cache, head of 64`),
    '128': byGrouping({ kv_cache_dtype, head_dim: '128', window_size: '0' }, `${name} cache, head of 128`),
  });
  const windowed = (kv_cache_dtype: string, name: string) =>
    keep(
      'decode attention',
      `${name} cache, window of 128`,
      fitGeneration(
        generation,
        (row) => is(row, { kv_cache_dtype, window_size: '128' }) && groupOf(row) <= 32,
      ),
    );
  const prefill = (attn_dtype: string, head_dim: string, window_size: string) =>
    keep(
      'prefill attention',
      `${attn_dtype === 'fp8' ? 'FP8' : 'BF16'}, head of ${head_dim}${window_size === '0' ? '' : ', window of 128'}`,
      fitContext(context, attn_dtype === 'fp8' ? 8 : 16, (row) =>
        is(row, { attn_dtype, head_dim, window_size }),
      ),
    );
  return {
    generation: { cache16: cached('bfloat16', 'BF16'), cache8: cached('fp8', 'FP8') },
    windowedGeneration: { cache16: windowed('bfloat16', 'BF16'), cache8: windowed('fp8', 'FP8') },
    context: {
      bits16: { '64': prefill('bfloat16', '64', '0'), '128': prefill('bfloat16', '128', '0') },
      bits8: { '64': prefill('fp8', '64', '0'), '128': prefill('fp8', '128', '0') },
    },
    windowedContext: { bits16: prefill('bfloat16', '64', '128'), bits8: prefill('fp8', '64', '128') },
  };
}

function experts(rows: readonly Measured[], keep: Keep) {
  const fallingBy = (distribution: string, name: string) => ({
    bf16: keep('experts', `BF16, ${name}`, fitExperts(rows, 'bfloat16', distribution)),
    fp8: keep('experts', `FP8, ${name}`, fitExperts(rows, 'fp8', distribution)),
    fp8Block: keep('experts', `FP8 per block, ${name}`, fitExperts(rows, 'fp8_block', distribution)),
    mxfp4: keep('experts', `MXFP4 weights, ${name}`, fitExperts(rows, 'w4a16_mxfp4', distribution)),
  });
  return {
    balanced: fallingBy('balanced', 'balanced'),
    powerLaw: fallingBy('power_law_1.01', 'power law 1.01'),
  };
}

function collectives(read: Read, keep: Keep) {
  const nccl = read('nccl');
  const of = (op_name: string, name: string, crossings: number) =>
    keep(
      'collectives',
      `NCCL ${name}`,
      fitCollective(
        nccl.filter(({ row }) => is(row, { op_name })),
        crossings,
      ),
    );
  return {
    customAllReduce: keep(
      'collectives',
      'all-reduce of TensorRT-LLM',
      fitCollective(read('custom_allreduce'), 2),
    ),
    allReduce: of('all_reduce', 'all-reduce', 2),
    allGather: of('all_gather', 'all-gather', 1),
    reduceScatter: of('reduce_scatter', 'reduce-scatter', 1),
    allToAll: of('alltoall', 'all-to-all', 1),
  };
}
