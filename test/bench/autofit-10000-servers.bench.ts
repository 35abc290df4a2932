import { fitServers } from '#main/planning/autofit/fit-servers';
import { FitRequest } from '#shared/rack/autofit';
import { feedsOf } from '#main/cli/fit';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { timedBench } from './bench';
import { hallOf100 } from './hall';

interface Prepared {
  readonly request: FitRequest;
  readonly catalogue: Catalogue;
}

/** Ten thousand servers of five kinds into new racks, by the heuristics. */
export const bench = timedBench<Prepared>({
  name: 'autofit-10000-servers',
  unit: 'ms',
  budget: 2_000,
  warmUps: 1,
  runs: 5,
  prepare: async (context) => {
    const { scenario, catalogue } = await hallOf100(context);
    const request = FitRequest.parse({
      scenario: { ...scenario, racks: {}, devices: {}, deployments: {} },
      servers: [
        { type: 'dgx-h100', count: 1_500 },
        { type: 'groq-node-v1', count: 3_000 },
        { type: 'b200-server-8', count: 500 },
        { type: 'cpu-server-1u', count: 4_000 },
        { type: 'groq-storage-server', count: 1_000 },
      ],
      newRacks: { type: 'rack-48u', feeds: feedsOf('2x415v60a3p') },
    });
    return { request, catalogue };
  },
  run: ({ request, catalogue }) => fitServers(request, catalogue),
});
