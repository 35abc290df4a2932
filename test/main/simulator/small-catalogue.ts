import type { Catalogue } from '#shared/catalogue/catalogue';
import { Accelerator, DeviceType, ModelSpecification } from '#shared/catalogue/entries';

const figure = (unit: string, typical: number) => ({
  unit,
  readings: [
    { id: 'test', low: typical, typical, high: typical, source: 'test', date: '2024', confidence: 'vendor' },
  ],
});
const unknown = (unit: string) => ({ unit, unknown: 'not published' });

/** An H100 SXM with the figures of docs/facts.md section 3 unless changed. */
export const anAccelerator = (changes: Record<string, unknown> = {}): Accelerator =>
  Accelerator.parse({
    id: 'h100-sxm',
    name: 'H100 SXM',
    vendor: 'NVIDIA',
    kind: 'gpu',
    memory: figure('B', 80e9),
    memoryBandwidth: figure('B/s', 3.35e12),
    densePeak: {
      fp16: figure('FLOP/s', 989e12),
      bf16: figure('FLOP/s', 989e12),
      fp8: figure('FLOP/s', 1979e12),
    },
    power: { idle: unknown('W'), typical: unknown('W'), maximum: figure('W', 700) },
    linkBandwidth: figure('B/s', 900e9),
    linkName: 'NVLink 4',
    defaultEngine: 'trtllm-0.17',
    ...changes,
  });

/** A model in the shape of Llama-3.1-70B (docs/facts.md section 4) unless changed. */
export const aModel = (changes: Record<string, unknown> = {}): ModelSpecification =>
  ModelSpecification.parse({
    id: 'llama-3.1-70b',
    name: 'Llama 3.1 70B',
    vendor: 'Meta',
    layers: 80,
    hidden: 8192,
    heads: 64,
    keyValueHeads: 8,
    headDimension: 128,
    feedForward: 28672,
    vocabulary: 128256,
    tiedEmbeddings: false,
    attention: { kind: 'grouped-query' },
    parameters: figure('1', 70.554e9),
    activeParameters: figure('1', 70.554e9),
    source: 'test',
    confidence: 'vendor',
    ...changes,
  });

const keyed = <Entry extends { readonly id: string }>(entries: readonly Entry[]) =>
  Object.fromEntries(entries.map((entry) => [entry.id, entry]));

/** A catalogue of one GPU, one LPU, two models, an engine for each kind, and a server of eight GPUs. */
export function aCatalogue(): Catalogue {
  const lpu = anAccelerator({
    id: 'groq-lpu-v1',
    kind: 'lpu',
    memory: figure('B', 230e6),
    memoryBandwidth: figure('B/s', 80e12),
    densePeak: { fp16: figure('FLOP/s', 188e12), int8: figure('FLOP/s', 750e12) },
    power: { idle: unknown('W'), typical: figure('W', 185), maximum: figure('W', 300) },
    defaultEngine: 'groq-2024',
  });
  const mixtral = aModel({
    id: 'mixtral-8x7b',
    layers: 32,
    hidden: 4096,
    heads: 32,
    feedForward: 14336,
    vocabulary: 32000,
    experts: { experts: 8, expertsPerToken: 2, expertFeedForward: 14336 },
  });
  const server = DeviceType.parse({
    id: 'dgx-h100',
    name: 'DGX H100',
    vendor: 'NVIDIA',
    kind: 'server',
    heightUnits: 8,
    depth: figure('m', 0.8971),
    fullDepth: true,
    dimensions: { source: 'test', confidence: 'vendor' },
    front: 'gpu-chassis',
    mass: figure('kg', 130.45),
    power: { idle: unknown('W'), typical: unknown('W'), maximum: figure('W', 10_200) },
    supplies: { count: 6, needed: 4 },
    accelerators: { type: 'h100-sxm', count: 8 },
  });
  const engine = (id: string, kind: 'gpu' | 'lpu') => ({ id, name: id, era: '2024', kind, source: 'test' });
  return {
    sources: {},
    accelerators: keyed([anAccelerator(), lpu]),
    deviceTypes: keyed([server]),
    deviceGroups: {},
    rackTypes: {},
    models: keyed([aModel(), mixtral]),
    engines: keyed([engine('trtllm-0.17', 'gpu'), engine('groq-2024', 'lpu')]),
    prices: {},
    services: {},
    exchangeRates: {},
    sites: {},
    taxes: {},
    figures: {},
    priceBookDate: '2026-11-01',
  };
}
