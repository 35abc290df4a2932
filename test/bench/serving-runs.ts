import { loadCatalogue } from '#main/catalogue/load';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { BenchContext } from './bench';

export interface ServingRuns {
  readonly catalogue: Catalogue;
  readonly case: unknown;
}

/**
 * A 70B model in FP8 on eight H100, four replicas of two, under Poisson arrivals at about four fifths of what they can do, with lengths that
 * spread as chat does: nobody waits for long, and every request joins and leaves a batch of dozens.
 */
export const servingRun =
  (requests: number) =>
  async ({ root }: BenchContext): Promise<ServingRuns> => {
    const catalogue = await loadCatalogue(`${root}/resources/catalogue`);
    if (!catalogue.ok) throw new Error(JSON.stringify(catalogue.error));
    const asked = {
      id: 'bench',
      hardware: 'h100-sxm',
      devices: 8,
      tensorParallel: 2,
      model: 'llama-3.1-70b',
      weights: 'fp8',
      kv: 'fp8',
      engine: 'trtllm-0.17',
      input: 1024,
      output: 256,
      requestsPerSecond: 16,
      requests,
      lengths: { kind: 'log-normal', inputSigma: 0.8, outputSigma: 0.8 },
    };
    return { catalogue: catalogue.value, case: asked };
  };

/** Runs it to its end; throws where it did not, since a refusal is quick. */
export function runServing({ catalogue, case: asked }: ServingRuns): unknown {
  const [result] = simulateCases([asked], catalogue);
  if (result === undefined || !('counts' in result)) throw new Error(JSON.stringify(result));
  return result;
}
