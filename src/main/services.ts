import type { Catalogue } from '../shared/catalogue/catalogue';
import { failure } from '../shared/result';
import type { Scenario } from '../shared/scenario/schema';
import type { Computations } from './jobs/computations';

/** What every host offers: the catalogue, the examples and everything that computes on them. */
export interface Services {
  readonly catalogue: Catalogue;
  readonly examples: readonly Scenario[];
  readonly computations: Computations;
}

const notYet = () =>
  failure({ code: 'not-built-yet', message: 'This part of Fleetwright is not built yet.' });

const computations: Computations = {
  plan: notYet,
  explain: notYet,
  compare: notYet,
  estimate: notYet,
  checks: notYet,
  quote: notYet,
  quoteFile: notYet,
};

const catalogue: Catalogue = {
  sources: {},
  accelerators: {},
  deviceTypes: {},
  deviceGroups: {},
  rackTypes: {},
  models: {},
  engines: {},
  prices: {},
  exchangeRates: {},
  sites: {},
  figures: {},
  priceBookDate: '',
};

/** Reads the catalogue and the examples below `resources` and makes what computes on them. */
export function loadServices(resources: string): Promise<Services> {
  if (resources === '') throw new Error('The folder of the resources must be named.');
  return Promise.resolve({ catalogue, examples: [], computations });
}
