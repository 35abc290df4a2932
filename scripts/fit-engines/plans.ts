import { uncertainConstants, type EngineConstants } from '../../src/main/simulator/gpu/engine/constants';

export type Fitted =
  | (typeof uncertainConstants)[number]
  | 'expertsFactor'
  | 'promptExpertsFactor'
  | 'launchSecondsPerLayer'
  | 'frontSeconds';

/** How far each constant strays from engine to engine, as a spread of its logarithm. */
export type Spreads = Readonly<Record<Fitted, number>>;

/** What is believed of that before the engines themselves have told. */
export const usualSpreads: Spreads = {
  matrixFactor: 0.1,
  attentionFactor: 0.15,
  communicationFactor: 0.4,
  prefillFactor: 0.1,
  secondsPerLayer: 0.4,
  secondsPerStep: 0.7,
  secondsPerRequest: 0.7,
  expertsFactor: 0.3,
  promptExpertsFactor: 0.3,
  launchSecondsPerLayer: 0.5,
  frontSeconds: 0.7,
};

/** What of an engine is known beforehand and not fitted. */
export interface Plan {
  readonly engine: string;
  readonly known: Readonly<Partial<EngineConstants>>;
  /** How many times farther than others a constant may stray where the engine shares neither kernels nor language with them. */
  readonly farther?: Readonly<Partial<Spreads>>;
}

/** Where every engine starts from: the measured kernels themselves, with small overheads. */
export const base: EngineConstants = {
  matrixFactor: 1.05,
  expertsFactor: 1,
  promptExpertsFactor: 1,
  attentionFactor: 1,
  readsPerQueryHead: false,
  cacheStretch: 1,
  communicationFactor: 1.2,
  prefillFactor: 1.05,
  secondsPerLayer: 8e-6,
  secondsPerStep: 5e-4,
  secondsPerRequest: 4e-6,
  launchSecondsPerLayer: 1e-4,
  frontSeconds: 2e-3,
  cachePolicy: 'reserve',
  mostRequests: 2048,
  mostTokens: 8192,
  eightBitPrefillAttention: false,
  spread: 0,
  deviations: 0,
  covariance: priorCovariance(usualSpreads),
  calibratedOn: { hardware: [], models: [], splits: [] },
};

/** How sure constants are that nothing was measured on. */
export function priorCovariance(spreads: Spreads): EngineConstants['covariance'] {
  return uncertainConstants.map((row) =>
    uncertainConstants.map((column) => (row === column ? spreads[row] ** 2 : 0)),
  );
}

const recent = { cacheStretch: 0 } as const;
const hostOfItsOwn = { secondsPerLayer: 3, secondsPerStep: 2, secondsPerRequest: 2 } as const;
// A runtime in Python launches prompts layer by layer and answers at a front of its own.
const hostInPython = { ...hostOfItsOwn, launchSecondsPerLayer: 3, frontSeconds: 3 } as const;
const kernelsOfItsOwn = {
  ...hostInPython,
  prefillFactor: 3,
  matrixFactor: 2,
  attentionFactor: 2,
  communicationFactor: 1.5,
} as const;

export const plans: readonly Plan[] = [
  { engine: 'trtllm-0.6', known: { readsPerQueryHead: true, launchSecondsPerLayer: 2e-4 } },
  { engine: 'trtllm-bench-2024', known: {} },
  // Its published runs state 2,048 tokens a step.
  { engine: 'trtllm-0.10', known: { mostTokens: 2048 } },
  // It takes cache block by block and preempts; TensorRT-LLM's default sets it aside (guaranteed no evict). Its attention
  // kernels are its own and its host is written in Python, of which the others' runtimes in C++ tell little.
  {
    engine: 'vllm-bench-2024',
    known: { cachePolicy: 'preempt' },
    farther: {
      ...hostInPython,
      secondsPerLayer: 1,
      prefillFactor: 3,
      attentionFactor: 2,
      secondsPerRequest: 3,
    },
  },
  { engine: 'trtllm-0.14', known: {} },
  {
    engine: 'trtllm-0.17',
    known: { mostRequests: 4096, mostTokens: 16_384, eightBitPrefillAttention: true },
  },
  { engine: 'mlperf-4.1', known: { mostRequests: 896 } },
  { engine: 'mlperf-5.1', known: { ...recent, mostRequests: 2048 } },
  // The kernels' own engine. From here on schedulers run ahead of the device and graphs replay whole steps, so that host and launches
  // tell nothing of earlier ones; caches of 16 bits are read as fast as in the tables. Its runtime is written in Python, too.
  { engine: 'trtllm-1.2', known: { ...recent, eightBitPrefillAttention: true }, farther: hostInPython },
  { engine: 'vllm-2025', known: { ...recent, cachePolicy: 'preempt' }, farther: kernelsOfItsOwn },
  { engine: 'vllm-2026', known: { ...recent, cachePolicy: 'preempt' }, farther: kernelsOfItsOwn },
  { engine: 'sglang-2025', known: { ...recent, cachePolicy: 'preempt' }, farther: kernelsOfItsOwn },
  { engine: 'sglang-2026', known: { ...recent, cachePolicy: 'preempt' }, farther: kernelsOfItsOwn },
];
