import { sizeOn } from '#main/planning/sizing/size-on';
import { rankSizes, SizingRequest } from '#shared/sizing/sizing';
import { timedBench } from './bench';
import { articleFleets } from './fleets';
import type { Catalogue } from '#shared/catalogue/catalogue';

interface Prepared {
  readonly request: SizingRequest;
  readonly catalogue: Catalogue;
}

/** A need sized on every hardware of the catalogue, on one core; the app spreads the hardware over all cores. */
export const bench = timedBench<Prepared>({
  name: 'size-all-hardware',
  unit: 'ms',
  budget: 3_000,
  warmUps: 1,
  runs: 8,
  prepare: async (context) => {
    const { catalogue, scenarios } = await articleFleets(context);
    const request = SizingRequest.parse({
      workload: { model: 'llama-3.1-70b', inputTokens: 1_024, outputTokens: 256, requestsPerSecond: 20 },
      objective: { timeToFirstTokenSeconds: 1, timePerOutputTokenSeconds: 0.05 },
      terms: scenarios[0],
    });
    return { request, catalogue };
  },
  run: ({ request, catalogue }) =>
    rankSizes(
      request,
      Object.keys(catalogue.accelerators).map((hardware) => sizeOn({ request, hardware }, catalogue)),
    ),
});
