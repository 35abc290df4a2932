import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { loadCatalogue } from '../../src/main/catalogue/load';
import type { Hardware } from '../../src/main/simulator/case/resolved-case';
import { type GemmShape, quantiseSeconds } from '../../src/main/simulator/gpu/kernels/gemm';
import { flops16Of } from '../../src/main/simulator/gpu/kernels/measured-parts';
import { directoryOf } from '../../src/main/simulator/resolve/directory';
import { fitContext, fitGeneration, fitLatentContext, fitLatentGeneration } from './attention';
import { fitExperts } from './experts';
import type { FamilyFit } from './family';
import { fitGemm } from './gemm';
import { measure, measuredPart } from './part';
import { type FittedPart, parts } from './parts';
import { report, type ReportRow } from './report';
import { fitCollective, fitExchange, fitQuantise } from './small';
import { readTable, type Measured, type Row } from './tables';

interface Fit extends FamilyFit {
  readonly named: object;
  readonly relative: readonly number[];
}

/** Fits every family of kernels of every part, or of those that are named; writes the coefficients and the report of their errors on held-back rows. */
export async function fitAll(folder: string, root: string, only: readonly string[]): Promise<void> {
  if (!existsSync(folder)) throw new Error(`The measured tables are not at ${folder}.`);
  const stranger = only.find((id) => !parts.some((part) => part.id === id));
  if (stranger !== undefined) throw new Error(`${stranger} is not a part whose kernels are fitted.`);
  const catalogue = await loadCatalogue(`${root}/resources/catalogue`);
  if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
  const { hardware } = directoryOf(catalogue.value);
  const rows: ReportRow[] = [];
  for (const part of parts.filter(({ id }) => only.length === 0 || only.includes(id))) {
    const known = hardware.get(part.id);
    if (known === undefined || 'missing' in known) throw new Error(`The catalogue has no ${part.id}.`);
    console.log(part.name);
    rows.push(...(await fitPart({ part, hardware: known, tables: `${folder}/${part.folder}`, root })));
  }
  const file = `${root}/docs/models/kernel-error-report.md`;
  const names = parts.map(({ name }) => name);
  const text = report(rows, readFileSync(file, 'utf8'), names);
  writeFileSync(file, await format(text, { parser: 'markdown' }));
}

interface Fitting {
  readonly part: FittedPart;
  readonly hardware: Hardware;
  readonly tables: string;
  readonly root: string;
}

/** Data-sheet rates, as forms take them of every part. */
export function measureOn(hardware: Hardware): void {
  const { peaks } = hardware;
  const flops16 = flops16Of(hardware);
  const flops8 = peaks.fp8 ?? peaks.int8 ?? flops16;
  measure({
    flops16,
    flops8,
    flops4: peaks.fp4 ?? flops8,
    bytesPerSecond: hardware.bytesPerSecond,
    multiprocessors: hardware.multiprocessors ?? 0,
    linkBytesPerSecond: (hardware.linkBytesPerSecond || hardware.slotBytesPerSecond) / 2,
    linkSeconds: 0,
    nearDevices: hardware.linkDomain ?? 1,
    overPcie: (hardware.linkBytesPerSecond ?? 0) <= hardware.slotBytesPerSecond,
  });
}

async function fitPart({ part, hardware, tables, root }: Fitting): Promise<readonly ReportRow[]> {
  measureOn(hardware);
  const rows: ReportRow[] = [];
  const keep: Keep = (family, name, fit) => {
    if (fit === undefined) return undefined;
    rows.push({ part: part.name, family, name, relative: fit.relative });
    return { ...fit.named, correction: fit.correction };
  };
  const at = (family: string, table: string, version = part.version) =>
    readTable(`${tables}/${family}/${version}/${table}_perf.parquet`);
  const gemm = await at('gemm', 'gemm');
  const moe = await at('moe', 'moe');
  const other = part.fourBitExperts;
  const fourBit = other === undefined ? moe : await at('moe', 'moe', other.version);
  const read: Tables = {
    gemm,
    moe,
    fourBit: { rows: fourBit, type: other?.type ?? 'w4a16_mxfp4' },
    computeScale: await at('quantize', 'computescale'),
    scaleMatrix: await at('quantize', 'scale_matrix'),
    generation: await at('attention', 'generation_attention'),
    context: await at('attention', 'context_attention'),
    customAllReduce: part.linked ? await at('comm', 'custom_allreduce') : [],
    latentGeneration: await at('mla', 'generation_mla'),
    latentContext: await at('mla', 'context_mla'),
    exchange: {
      'least latency': await at('comm', 'wideep_deepep_ll', DEEPEP),
      usual: await at('comm', 'wideep_deepep_normal', DEEPEP),
    },
    nccl: part.linked ? await readTable(`${tables}/comm/nccl/2.29.2/nccl_perf.parquet`) : [],
  };
  const coefficients = {
    ...matrixProducts(read, keep),
    ...attention(read, keep),
    latent: latent(read, keep),
    experts: experts(read, keep),
    collectives: collectives(read, keep),
  };
  const shares = hardware.reachedShares ?? {};
  const of = (type: string) => gemm.some(({ row }) => row['gemm_dtype'] === type);
  const written = {
    id: part.id,
    name: part.name,
    architecture: hardware.architecture,
    library: part.library,
    rates: measuredPart,
    reachedShares: {
      16: shares.fp16 ?? shares.bf16 ?? USUAL_SHARES[16],
      8: shares.fp8 ?? shares.int8 ?? USUAL_SHARES[8],
    },
    widths: [...(of('bfloat16') ? [16] : []), ...(of('fp8') ? [8] : []), ...(of('nvfp4') ? [4] : [])],
    coefficients: pruned(coefficients),
  };
  writeFileSync(
    `${root}/src/main/simulator/gpu/kernels/parts/${part.id}.json`,
    `${JSON.stringify(written)}\n`,
  );
  return rows;
}

/** The version whose tables hold the exchange of tokens. */
const DEEPEP = 'sglang/0.5.12';

/** Those of the H100, for parts of which no best product is published: what is carried over from them is scaled by it. */
const USUAL_SHARES = { 16: 0.803, 8: 0.709 } as const;

/** Without what no table was there for. */
function pruned(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value)
    .map(([key, each]: [string, unknown]) => [key, pruned(each)] as const)
    .filter(([, each]) => each !== undefined && !(isObject(each) && Object.keys(each).length === 0));
  return Object.fromEntries(kept);
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Tables {
  readonly gemm: readonly Measured[];
  readonly moe: readonly Measured[];
  readonly fourBit: { readonly rows: readonly Measured[]; readonly type: 'w4a16_mxfp4' | 'w4a8_mxfp4_mxfp8' };
  readonly computeScale: readonly Measured[];
  readonly scaleMatrix: readonly Measured[];
  readonly generation: readonly Measured[];
  readonly context: readonly Measured[];
  readonly customAllReduce: readonly Measured[];
  readonly latentGeneration: readonly Measured[];
  readonly latentContext: readonly Measured[];
  readonly exchange: Readonly<Record<'least latency' | 'usual', readonly Measured[]>>;
  readonly nccl: readonly Measured[];
}

type Keep = (family: string, name: string, fit: Fit | undefined) => object | undefined;

function matrixProducts({ gemm: rows, computeScale: compute, scaleMatrix: scale }: Tables, keep: Keep) {
  const computeScale = fitQuantise(compute);
  const scaleMatrix = fitQuantise(scale);
  // The measured FP8 product quantises its activations as it runs; the model keeps the two apart.
  const quantising = (shape: GemmShape) =>
    computeScale === undefined || scaleMatrix === undefined
      ? 0
      : quantiseSeconds(shape, measuredPart, { ...computeScale.named, correction: computeScale.correction }) +
        quantiseSeconds(shape, measuredPart, { ...scaleMatrix.named, correction: scaleMatrix.correction });
  const none = () => 0;
  const quantise = {
    computeScale: keep('activation quantisation', 'compute scale', computeScale),
    scaleMatrix: keep('activation quantisation', 'scale matrix', scaleMatrix),
  };
  return {
    gemm: {
      bf16: keep('matrix product', 'BF16', fitGemm(rows, 'bfloat16', none)),
      fp8: keep('matrix product', 'FP8, scaled per tensor', fitGemm(rows, 'fp8', quantising)),
      fp8Block: keep('matrix product', 'FP8, scaled per block', fitGemm(rows, 'fp8_block', none)),
      nvfp4: keep('matrix product', 'NVFP4', fitGemm(rows, 'nvfp4', none)),
    },
    quantise,
  };
}

const is = (row: Row, wanted: Row) => Object.entries(wanted).every(([name, value]) => row[name] === value);
const groupOf = (row: Row) => Number(row['num_heads']) / Number(row['num_key_value_heads']);

function attention({ generation, context }: Tables, keep: Keep) {
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

function latent({ latentGeneration, latentContext }: Tables, keep: Keep) {
  const decoding = (cache: 'bfloat16' | 'fp8', name: string) =>
    keep('latent attention', `decoding, ${name} cache`, fitLatentGeneration(latentGeneration, cache));
  const prompts = (cache: 'bfloat16' | 'fp8', name: string) =>
    keep('latent attention', `prompts, ${name} cache`, fitLatentContext(latentContext, cache));
  return {
    generation: { cache16: decoding('bfloat16', 'BF16'), cache8: decoding('fp8', 'FP8') },
    context: { cache16: prompts('bfloat16', 'BF16'), cache8: prompts('fp8', 'FP8') },
  };
}

function experts({ moe, fourBit }: Tables, keep: Keep) {
  const fallingBy = (distribution: string, name: string) => ({
    bf16: keep('experts', `BF16, ${name}`, fitExperts(moe, 'bfloat16', distribution)),
    fp8: keep('experts', `FP8, ${name}`, fitExperts(moe, 'fp8', distribution)),
    fp8Block: keep('experts', `FP8 per block, ${name}`, fitExperts(moe, 'fp8_block', distribution)),
    nvfp4: keep('experts', `NVFP4, ${name}`, fitExperts(moe, 'nvfp4', distribution)),
    nvfp4LeastLatency: keep(
      'experts',
      `NVFP4 for least latency, ${name}`,
      fitExperts(moe, 'nvfp4', distribution, 'least latency'),
    ),
    mxfp4: keep('experts', `MXFP4 weights, ${name}`, fitExperts(fourBit.rows, fourBit.type, distribution)),
  });
  return {
    balanced: fallingBy('balanced', 'balanced'),
    powerLaw: fallingBy('power_law_1.01', 'power law 1.01'),
  };
}

function collectives({ nccl, customAllReduce, exchange }: Tables, keep: Keep) {
  const of = (op_name: string, name: string, crossings: number) =>
    keep(
      'collectives',
      `NCCL ${name}`,
      fitCollective(
        nccl.filter(({ row }) => is(row, { op_name })),
        crossings,
      ),
    );
  const tokens = (way: 'dispatch' | 'combine', kernels: 'usual' | 'least latency') =>
    keep('exchange of tokens', `DeepEP ${way}, ${kernels}`, fitExchange(exchange[kernels], way, kernels));
  return {
    customAllReduce: keep('collectives', 'all-reduce of TensorRT-LLM', fitCollective(customAllReduce, 2)),
    allReduce: of('all_reduce', 'all-reduce', 2),
    allGather: of('all_gather', 'all-gather', 1),
    reduceScatter: of('reduce_scatter', 'reduce-scatter', 1),
    allToAll: of('alltoall', 'all-to-all', 1),
    dispatch: tokens('dispatch', 'usual'),
    combine: tokens('combine', 'usual'),
    dispatchLeastLatency: tokens('dispatch', 'least latency'),
    combineLeastLatency: tokens('combine', 'least latency'),
  };
}
