import { join } from 'node:path';
import type { Catalogue } from '../shared/catalogue/catalogue';
import { failure, success } from '../shared/result';
import type { Scenario } from '../shared/scenario/schema';
import { describeFault } from './catalogue/fault';
import { loadCatalogue } from './catalogue/load';
import type { Computations } from './jobs/computations';
import { estimate } from './simulator/estimate';

/** What every host offers: the catalogue, the examples and everything that computes on them. */
export interface Services {
  readonly catalogue: Catalogue;
  readonly examples: readonly Scenario[];
  readonly computations: Computations;
}

const notYet = () =>
  failure({ code: 'not-built-yet', message: 'This part of Fleetwright is not built yet.' });

const createComputations = (catalogue: Catalogue): Computations => ({
  plan: notYet,
  explain: notYet,
  compare: notYet,
  estimate: ({ cases }) => success(estimate(cases, catalogue)),
  checks: notYet,
  quote: notYet,
  quoteFile: notYet,
});

/**
 * Reads the catalogue and the examples below `resources` and makes what computes on them. Rejects with a message that
 * names every fault by file, place and reason: without a sound catalogue there is nothing to plan with.
 */
export async function loadServices(resources: string): Promise<Services> {
  const catalogue = await loadCatalogue(join(resources, 'catalogue'));
  if (!catalogue.ok)
    throw new Error(`The catalogue is damaged:\n${catalogue.error.map(describeFault).join('\n')}`);
  return { catalogue: catalogue.value, examples: [], computations: createComputations(catalogue.value) };
}
