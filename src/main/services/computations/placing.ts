import { loadSolver } from '#main/optimizer/load-solver';
import { fit } from '#main/planning/autofit/fit';
import { rearrange } from '#main/planning/autofit/rearrange';
import type { Make } from '#main/services/lazily';

/** Computes servers into racks. */
export const placing: Make<'fit' | 'rearrange'> = ({ catalogue }) => ({
  fit: async (request, { report }) => fit(request, { catalogue, solver: await loadSolver(), report }),
  rearrange: async (request, { report }) =>
    rearrange(request, { catalogue, solver: await loadSolver(), report }),
});
