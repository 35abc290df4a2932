import { loadSolver } from '#main/optimizer/load-solver';
import { fit } from '#main/planning/autofit/fit';
import type { Solver } from '#main/planning/autofit/exact';
import { FitRequest } from '#shared/rack/autofit';
import { feedsOf } from '#main/cli/fit';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { timedBench } from './bench';
import { hallOf100 } from './hall';

interface Prepared {
  readonly request: FitRequest;
  readonly catalogue: Catalogue;
  readonly solver: Solver;
}

/** A hundred servers of six kinds with the proof of the solver. */
export const bench = timedBench<Prepared>({
  name: 'autofit-100-servers',
  unit: 'ms',
  budget: 10_000,
  warmUps: 1,
  runs: 5,
  prepare: async (context) => {
    const { scenario, catalogue } = await hallOf100(context);
    const request = FitRequest.parse({
      scenario: { ...scenario, racks: {}, devices: {}, deployments: {} },
      servers: [
        { type: 'dgx-h100', count: 17 },
        { type: 'groq-node-v1', count: 23 },
        { type: 'b200-server-8', count: 9 },
        { type: 'rtx-4090-server-8', count: 11 },
        { type: 'cpu-server-1u', count: 31 },
        { type: 'groq-storage-server', count: 9 },
      ],
      newRacks: { type: 'rack-42u', feeds: feedsOf('2x208v60a3p') },
    });
    return { request, catalogue, solver: await loadSolver(`${context.root}/node_modules/highs/build`) };
  },
  run: ({ request, catalogue, solver }) => fit(request, { catalogue, solver, report: () => undefined }),
});
