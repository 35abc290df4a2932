import { join } from 'node:path';
import {
  inWords,
  loadCatalogue,
  loadExamples,
  loadExampleWords,
  loadMeasuredCases,
} from '#main/catalogue/load';
import { describeFault } from '#main/catalogue/parse';
import { importFromNetbox } from '#main/exchange/netbox/import-netbox';
import { writeComparison } from '#main/exchange/writers/write-comparison';
import { writeLayout } from '#main/exchange/writers/write-layout';
import { loadSolver } from '#main/optimizer/load-solver';
import { fit } from '#main/planning/autofit/fit';
import { rearrange } from '#main/planning/autofit/rearrange';
import { checkClaims } from '#main/planning/claims/check-claims';
import { disputeBase } from '#main/planning/claims/dispute';
import { comparedChances } from '#main/planning/compare/chances';
import { compare } from '#main/planning/compare/compare';
import { simulatedPoints } from '#main/planning/compare/simulated';
import { explain } from '#main/planning/explain';
import { plan } from '#main/planning/plan';
import { planOverTime } from '#main/planning/plan-over-time';
import { createPlanningDesk, wirePlan } from '#main/planning/planning-desk';
import { powerReport } from '#main/planning/power-report';
import { verdictsOfCounted } from '#main/planning/service/verdicts';
import { layOut } from '#main/planning/sizing/lay-out';
import { sizeOn, sizePriced } from '#main/planning/sizing/size-on';
import { sweepRows } from '#main/planning/sweep/sweep';
import { breakEven } from '#main/planning/uncertainty/break-even';
import { joined } from '#main/planning/uncertainty/draws';
import { drawsOfSpan, reportOfDraws } from '#main/planning/uncertainty/report';
import { quoteOfScenario } from '#main/quote/build';
import { writeQuote } from '#main/quote/writers/write-quote';
import { estimate, performanceReport } from '#main/simulator/estimate';
import { scheduleTimeline } from '#main/simulator/lpu/schedule-timeline';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { validate } from '#main/simulator/validation/validate';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Quote } from '#shared/quote/quote';
import type { QuoteRequest } from '#shared/quote/request';
import { success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { Language } from '#shared/text/language';
import type { MeasuredCase } from '#shared/validation/validation';
import type { Computations } from './computing';
import { effectiveCatalogues, type EffectiveCatalogues } from './effective-catalogues';

/** What every host offers: the catalogue, the examples and everything that computes on them. */
export interface Services {
  readonly catalogue: Catalogue;
  readonly examples: readonly Scenario[];
  /** The examples with what a user reads in them in a language. */
  readonly examplesIn: (language: Language) => readonly Scenario[];
  /** Measured cases that ship with the product. */
  readonly measured: readonly MeasuredCase[];
  readonly computations: Computations;
}

const isQuote = (source: Quote | QuoteRequest): source is Quote => 'format' in source;

const createComputations = (
  catalogue: Catalogue,
  measured: readonly MeasuredCase[],
  effective: EffectiveCatalogues,
): Computations => ({
  plan: (scenario) => success(wirePlan(plan(scenario, catalogue))),
  planStep: createPlanningDesk(catalogue),
  planOverTime: (scenario, { report }) => planOverTime(scenario, catalogue, report),
  serviceVerdicts: (asked) => success(verdictsOfCounted(asked, catalogue)),
  explain: ({ scenario, path }) => explain(plan(scenario, catalogue), path),
  powerReport: (asked) => success(powerReport(asked, catalogue)),
  compare: (request) => compare(request, catalogue, { measured }),
  simulateFleets: (request, { report }) => simulatedPoints(request, catalogue, report),
  compareChances: (request, { report }) => comparedChances(request, catalogue, report),
  exportComparison: (request, { report }) => writeComparison(request, catalogue, report),
  estimate: ({ cases, figures }) => success(estimate(cases, effective(figures).catalogue)),
  simulateServing: ({ cases, figures }, { report }) =>
    success(simulateCases(cases, effective(figures).catalogue, report)),
  performanceReport: ({ case: wanted, figures }) => performanceReport(wanted, effective(figures).directory),
  lpuTimeline: ({ request, figures }, { report }) =>
    scheduleTimeline(request, effective(figures).directory, report),
  uncertaintyDraws: ({ scenarios, span }) => {
    const drawn = drawsOfSpan(scenarios, span, catalogue);
    return drawn.ok ? success([drawn.value]) : drawn;
  },
  uncertaintyReport: ({ request, draws }) => reportOfDraws(request, joined(draws), catalogue),
  breakEven: (request) => breakEven(request, catalogue),
  dispute: () => success(disputeBase(catalogue)),
  sizeOn: (asked) => success(sizeOn(asked, catalogue)),
  sizePriced: (asked) => success(sizePriced(asked, catalogue)),
  sweepRows: ({ request, span }) => success(sweepRows(request, span, catalogue)),
  layOutSize: ({ request, deployment, id, name }) => {
    const laid = layOut({ request, deployment, catalogue, id, name });
    return laid.ok ? success(laid.value.scenario) : laid;
  },
  fit: async (request, { report }) => fit(request, { catalogue, solver: await loadSolver(), report }),
  rearrange: async (request, { report }) =>
    rearrange(request, { catalogue, solver: await loadSolver(), report }),
  checks: () => success(checkClaims(catalogue)),
  validation: () => success(validate(measured, catalogue)),
  quote: (request) => quoteOfScenario(request, catalogue),
  importNetbox: (request) => importFromNetbox(request, catalogue),
  readPriceWorkbook: async ({ base64 }) =>
    (await import('#main/exchange/price-workbook')).readPriceWorkbook(base64, catalogue),
  saveWorkbook: async (table) =>
    success(await (await import('#main/exchange/writers/table-workbook')).writeTableWorkbook(table)),
  exportLayout: (request, { report }) => writeLayout(request, catalogue, report),
  exportQuote: async ({ of, as, audience }) => {
    const quote = isQuote(of) ? success(of) : quoteOfScenario(of, catalogue);
    return quote.ok ? success(await writeQuote(quote.value, as, audience)) : quote;
  },
});

/**
 * Reads the catalogue and the examples below `resources` and makes what computes on them. Rejects with a message that
 * names every fault by file, place and reason: without a sound catalogue there is nothing to plan with.
 */
export async function loadServices(resources: string): Promise<Services> {
  const catalogue = await loadCatalogue(join(resources, 'catalogue'));
  if (!catalogue.ok)
    throw new Error(`The catalogue is damaged:\n${catalogue.error.map(describeFault).join('\n')}`);
  const examples = await loadExamples(join(resources, 'examples'));
  if (!examples.ok) {
    throw new Error(`The examples are damaged:\n${examples.error.map(describeFault).join('\n')}`);
  }
  const chinese = await loadExampleWords(join(resources, 'example-words'), {
    language: 'zh-CN',
    examples: examples.value,
  });
  if (!chinese.ok) {
    throw new Error(`The words of the examples are damaged:\n${chinese.error.map(describeFault).join('\n')}`);
  }
  const inChinese = examples.value.map((example) => inWords(example, chinese.value[example.id]));
  const measured = await loadMeasuredCases(join(resources, 'validation', 'measured.json'));
  return {
    catalogue: catalogue.value,
    examples: examples.value,
    examplesIn: (language) => (language === 'en' ? examples.value : inChinese),
    measured,
    computations: createComputations(catalogue.value, measured, effectiveCatalogues(catalogue.value)),
  };
}

/** The same services over another catalogue, such as one with a user's libraries in it. */
export const withCatalogue = (services: Services, catalogue: Catalogue): Services => ({
  ...services,
  catalogue,
  computations: createComputations(catalogue, services.measured, effectiveCatalogues(catalogue)),
});
