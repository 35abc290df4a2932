import type { EngineConstants } from '#main/simulator/gpu/engine/constants';

export type Fitted = {
  [Name in keyof EngineConstants]: EngineConstants[Name] extends number ? Name : never;
}[keyof EngineConstants];

/** What of an engine is fitted, how far each constant may stray from its prior (as a spread of its logarithm). */
export interface Plan {
  readonly engine: string;
  readonly free: Readonly<Partial<Record<Fitted, number>>>;
  readonly fixed: Readonly<Partial<EngineConstants>>;
  readonly leastSpread: number;
}

/** Where every engine starts from: the measured kernels themselves, with small overheads. */
export const prior: EngineConstants = {
  matrixFactor: 1.05,
  attentionFactor: 1.05,
  groupedAttentionFactor: 1,
  communicationFactor: 1.6,
  prefillFactor: 1.05,
  secondsPerLayer: 8e-6,
  secondsPerStep: 5e-4,
  secondsPerRequest: 4e-6,
  launchSecondsPerLayer: 1e-4,
  mostRequests: 2048,
  mostTokens: 8192,
  eightBitPrefillAttention: false,
  spread: 0.15,
  calibratedOn: { hardware: [], models: [], splits: [], tokens: 0 },
};

const usual = {
  matrixFactor: 0.1,
  attentionFactor: 0.15,
  communicationFactor: 0.4,
  prefillFactor: 0.1,
  secondsPerLayer: 0.4,
  secondsPerStep: 0.7,
  secondsPerRequest: 0.7,
} as const;

export const plans: readonly Plan[] = [
  {
    engine: 'trtllm-0.6',
    free: { ...usual, groupedAttentionFactor: 0.5, launchSecondsPerLayer: 0.5 },
    fixed: { launchSecondsPerLayer: 2e-4 },
    leastSpread: 0.06,
  },
  { engine: 'trtllm-bench-2024', free: usual, fixed: {}, leastSpread: 0.06 },
  { engine: 'vllm-bench-2024', free: usual, fixed: {}, leastSpread: 0.08 },
  { engine: 'trtllm-0.14', free: usual, fixed: {}, leastSpread: 0.1 },
  {
    engine: 'trtllm-0.17',
    free: usual,
    fixed: { mostRequests: 4096, mostTokens: 16_384, eightBitPrefillAttention: true },
    leastSpread: 0.06,
  },
  { engine: 'mlperf-4.1', free: usual, fixed: { mostRequests: 896 }, leastSpread: 0.1 },
  // The kernels' own engine: nothing measured above them, so that it keeps what all engines start from.
  {
    engine: 'trtllm-1.2',
    free: {},
    fixed: { eightBitPrefillAttention: true },
    leastSpread: 0.15,
  },
];
