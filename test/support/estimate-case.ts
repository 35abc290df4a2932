import { EstimateCase } from '#shared/estimate/case';

/** What nothing was changed in: Llama 3.1 70B in FP8 on two H100, 1,024 tokens in. */
const onTwoH100 = {
  hardware: 'h100-sxm',
  devices: 2,
  tensorParallel: 2,
  model: 'llama-3.1-70b',
  weights: 'fp8',
  kv: 'fp8',
  input: 1024,
} as const;

/** A case of one static batch of 32 with 512 tokens out each, as outsiders write it, unless changed. */
export const aStaticCase = (changes: Record<string, unknown> = {}) => ({
  id: 'a',
  ...onTwoH100,
  engine: 'trtllm-0.17',
  mode: 'static',
  batch: 32,
  output: 512,
  ...changes,
});

/** A case of four requests a second with 256 tokens out each, as outsiders write it, unless changed. */
export const aServingCase = (changes: Record<string, unknown> = {}) => ({
  id: 'a',
  ...onTwoH100,
  mode: 'serving',
  output: 256,
  requestsPerSecond: 4,
  ...changes,
});

/** What an estimate reads of a case that is simulated. */
export const asEstimated = (wanted: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(wanted).filter(([key]) => Object.hasOwn(EstimateCase.shape, key)));
