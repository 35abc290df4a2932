import { builtData } from '#main/catalogue/built-data';
import type { ProductData } from '#main/catalogue/product-data';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { HeldLibrary } from '#shared/library/held-library';
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
  /** The same over the catalogue with a user's library in it. */
  readonly beside: (library: HeldLibrary | undefined) => Promise<Services>;
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
  ...lazily(['studyChunk'], parts, async () => (await import('./computations/studying')).studying),
  ...lazily(['fit', 'rearrange'], parts, async () => (await import('./computations/placing')).placing),
  ...lazily(
    ['importNetbox', 'readPriceWorkbook', 'saveWorkbook', 'exportLayout'],
    parts,
    async () => (await import('./computations/exchanging')).exchanging,
  ),
  ...lazily(
    ['readModelFiles', 'describeModel'],
    parts,
    async () => (await import('./computations/modelling')).modelling,
  ),
  ...lazily(['quote', 'exportQuote'], parts, async () => (await import('./computations/quoting')).quoting),
});

/** What computes on the data of the product. */
export function servicesOn({ catalogue, examplesIn, measured }: ProductData): Services {
  const parts = { catalogue, measured, effective: effectiveCatalogues(catalogue) };
  const laid = laidLibraries(catalogue, (together) =>
    servicesOn({ catalogue: together, examplesIn, measured }),
  );
  const services: Services = {
    catalogue,
    examplesIn,
    measured,
    computations: computationsOn(parts),
    beside: (library) => (library === undefined ? Promise.resolve(services) : laid(library)),
  };
  return services;
}

/** Libraries that are laid at once; what simulators remember hangs on the catalogue, so that the last ones are kept. */
const LAID_AT_ONCE = 4;

/** Makes services over a catalogue with a library laid into it; kept by the revision of the library. */
function laidLibraries(catalogue: Catalogue, make: (together: Catalogue) => Services) {
  const laid = new Map<string, Promise<Services>>();
  const lay = async ({ library }: HeldLibrary): Promise<Services> => {
    const { layLibrary } = await import('#main/catalogue/with-libraries');
    return make(layLibrary(catalogue, library).catalogue);
  };
  return (held: HeldLibrary): Promise<Services> => {
    const together = laid.get(held.revision) ?? lay(held);
    laid.delete(held.revision);
    laid.set(held.revision, together);
    for (const oldest of laid.keys()) if (laid.size > LAID_AT_ONCE) laid.delete(oldest);
    return together;
  };
}

/** Reads the data that the build laid into a folder, and makes what computes on them. */
export const loadServices = async (folder: string): Promise<Services> => servicesOn(await builtData(folder));

/** The same services over another catalogue, such as one with a user's libraries in it. */
export const withCatalogue = (services: Services, catalogue: Catalogue): Services =>
  servicesOn({ ...services, catalogue });
