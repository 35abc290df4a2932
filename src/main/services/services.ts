import { builtData } from '#main/catalogue/built-data';
import type { ProductData } from '#main/catalogue/product-data';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import type { Language } from '#shared/language/language';
import type { MeasuredCase } from '#shared/validation/validation';
import type { Computations } from './computing';
import { effectiveCatalogues } from './effective-catalogues';
import { type ComputationParts, lazily } from './lazily';

/** What every host offers: the catalogue, the examples and everything that computes on them. */
export interface Services {
  readonly catalogue: Catalogue;
  /** The examples with what a user reads in them in a language. */
  readonly examplesIn: (language: Language) => Promise<readonly Scenario[]>;
  /** Measured cases that ship with the product. */
  readonly measured: () => Promise<readonly MeasuredCase[]>;
  readonly computations: Computations;
}

const computationsOn = (parts: ComputationParts): Computations => ({
  ...lazily(
    ['plan', 'planStep', 'planOverTime', 'serviceVerdicts', 'explain', 'powerReport'],
    parts,
    async () => (await import('./computations/planning')).planning,
  ),
  ...lazily(
    ['compare', 'simulateFleets', 'compareChances', 'exportComparison', 'breakEven', 'dispute', 'checks'],
    parts,
    async () => (await import('./computations/comparing')).comparing,
  ),
  ...lazily(
    ['estimate', 'simulateServing', 'answerCases', 'performanceReport', 'lpuTimeline', 'validation'],
    parts,
    async () => (await import('./computations/estimating')).estimating,
  ),
  ...lazily(
    ['uncertaintyDraws', 'uncertaintyReport'],
    parts,
    async () => (await import('./computations/uncertainty')).uncertainty,
  ),
  ...lazily(
    ['sizeOn', 'sizePriced', 'sweepRows', 'layOutSize'],
    parts,
    async () => (await import('./computations/sizing')).sizing,
  ),
  ...lazily(['fit', 'rearrange'], parts, async () => (await import('./computations/placing')).placing),
  ...lazily(
    ['importNetbox', 'readPriceWorkbook', 'saveWorkbook', 'exportLayout'],
    parts,
    async () => (await import('./computations/exchanging')).exchanging,
  ),
  ...lazily(['quote', 'exportQuote'], parts, async () => (await import('./computations/quoting')).quoting),
});

/** What computes on the data of the product. */
export function servicesOn({ catalogue, examplesIn, measured }: ProductData): Services {
  const parts = { catalogue, measured, effective: effectiveCatalogues(catalogue) };
  return { catalogue, examplesIn, measured, computations: computationsOn(parts) };
}

/** Reads the data that the build laid into a folder, and makes what computes on them. */
export const loadServices = async (folder: string): Promise<Services> => servicesOn(await builtData(folder));

/** The same services over another catalogue, such as one with a user's libraries in it. */
export const withCatalogue = (services: Services, catalogue: Catalogue): Services =>
  servicesOn({ ...services, catalogue });
