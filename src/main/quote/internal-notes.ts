import { valueAt } from '#shared/schema/own-value';
import { type Catalogue, figureAt, type FigurePath } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { CapitalLine, DeploymentPlan } from '#shared/plan/plan';
import type { InternalNotes, QuoteMargins, UsedRate } from '#shared/quote/quote';
import type { Refusal } from '#shared/refusal/refusal';
import { daysBetween, firstDayOf } from '#shared/time/calendar-day';
import { type AssumptionInput, describeDeployment } from './assumptions';
import { pricesBehind } from './price-source';

/** One sentence for every figure that the scenario chose a reading of or replaced by its own. */
function chosenReadings({ scenario, catalogue, translate, formats }: AssumptionInput): readonly string[] {
  const overridden = Object.entries(scenario.overrides).map(([path, { low, typical, high }]) =>
    translate('assumption.override', {
      figure: describeFigure(catalogue, path),
      low: formats.figure(low),
      typical: formats.figure(typical),
      high: formats.figure(high),
      unit: figureAt(catalogue, path)?.unit ?? '',
    }),
  );
  const chosen = Object.entries(scenario.choices).flatMap(([path, id]) => {
    const figure = figureAt(catalogue, path);
    const reading = figure && isKnown(figure) ? figure.readings.find((each) => each.id === id) : undefined;
    if (reading === undefined || Object.hasOwn(scenario.overrides, path)) return [];
    const title = catalogue.sources[reading.source]?.title ?? reading.source;
    return [
      translate('assumption.choice', { figure: describeFigure(catalogue, path), title, date: reading.date }),
    ];
  });
  return [...chosen, ...overridden];
}

/** The entry's name and the field, such as `GroqChip 1 · power.typical`. */
function describeFigure(catalogue: Catalogue, path: FigurePath): string {
  const name = valueAt(catalogue, [...path.split('/').slice(0, 2), 'name']);
  const [, id = path, field = ''] = path.split('/');
  return `${typeof name === 'string' ? name : id} · ${field}`;
}

const ERRORS_NAMED_AT_MOST = 10;
const STALE_AFTER_DAYS = 90;
const RATES_STALE_AFTER_DAYS = 30;

interface InternalInput extends AssumptionInput {
  readonly issuedOn: string;
  readonly goodsRange: InternalNotes['goodsRange'];
  readonly rates: readonly UsedRate[];
  readonly margins: QuoteMargins | undefined;
  /** A problem of the plan as a sentence in the quote's language. */
  readonly describeProblem: (refusal: Refusal) => string;
}

/** What the seller should weigh before sending, and what the prices were chosen by. */
export function internalNotesOf(input: InternalInput): InternalNotes {
  const { plan, translate, goodsRange, margins } = input;
  return {
    priceBookDate: plan.cost.priceBookDate,
    goodsRange,
    warnings: [
      ...openErrors(input),
      ...plan.deployments.flatMap((deployment) => notFitting(deployment, input)),
      ...agedPrices(input),
      ...agedRates(input),
      ...(margins?.below === true ? [belowFloor(margins, input)] : []),
    ],
    assumptions: [
      translate('assumption.priceBook', { date: plan.cost.priceBookDate }),
      translate('assumption.typical'),
      ...chosenReadings(input),
      ...plan.deployments.flatMap((deployment) => memoryOf(deployment, input)),
    ],
    ...(margins === undefined ? {} : { margins }),
  };
}

function openErrors({ plan, translate, describeProblem }: InternalInput): readonly string[] {
  const errors = plan.problems.filter(({ severity }) => severity === 'error');
  const aged = plan.problems.filter(({ refusal }) => refusal.code === 'price-expired');
  const more = errors.length - ERRORS_NAMED_AT_MOST;
  return [
    ...(errors.length === 0 ? [] : [translate('assumption.openErrors', { count: errors.length })]),
    ...errors
      .slice(0, ERRORS_NAMED_AT_MOST)
      .map(({ refusal }) => translate('assumption.openError', { problem: describeProblem(refusal) })),
    ...(more > 0 ? [translate('assumption.moreErrors', { count: more })] : []),
    ...aged.map(({ refusal }) => describeProblem(refusal)),
  ];
}

const notFitting = ({ name, result }: DeploymentPlan, { translate }: InternalInput): readonly string[] =>
  'fits' in result && result.fits ? [] : [translate('assumption.notFitting', { name })];

/** Prices that are from memory, and those whose day lies long before the day of issue. */
function agedPrices(input: InternalInput): readonly string[] {
  return input.plan.cost.lines.flatMap((line) => priceWarnings(line, input));
}

function priceWarnings(
  { name, unitPrice }: CapitalLine,
  { translate, scenario, issuedOn }: InternalInput,
): readonly string[] {
  const limit = scenario.userCatalogue?.staleAfterDays ?? STALE_AFTER_DAYS;
  return pricesBehind(unitPrice).flatMap((reading) => {
    if (reading.confidence === 'memory') return [translate('warning.memory', { item: name })];
    const day = firstDayOf(reading.date);
    if (day === undefined) return [translate('warning.undated', { item: name })];
    const days = daysBetween(day, issuedOn);
    return days > limit ? [translate('warning.stale', { item: name, date: reading.date, days })] : [];
  });
}

/** Rates whose day lies more than a month before the day of issue, and those that have none. */
const agedRates = ({ rates, translate, issuedOn }: InternalInput): readonly string[] =>
  rates.flatMap(({ from, to, date }) => {
    const days = date.split(', ').map(firstDayOf);
    if (days.includes(undefined)) return [translate('warning.undatedRate', { from, to })];
    const age = Math.max(...days.map((day) => daysBetween(day ?? issuedOn, issuedOn)));
    return age > RATES_STALE_AFTER_DAYS
      ? [translate('warning.staleRate', { from, to, date, days: age })]
      : [];
  });

function belowFloor(
  { margin, lines, approval }: QuoteMargins,
  { translate, formats }: InternalInput,
): string {
  const items = lines.flatMap(({ below, description }) => (below === undefined ? [] : [description]));
  const named = { margin: formats.share(margin), items: items.length === 0 ? '–' : items.join(', ') };
  return approval === undefined
    ? translate('warning.belowFloor', named)
    : translate('warning.approved', { ...named, by: approval.by, on: approval.on });
}

function memoryOf(deployment: DeploymentPlan, input: InternalInput): readonly string[] {
  const { result, name } = deployment;
  const what = describeDeployment(deployment, input);
  if (what === undefined || !('fits' in result) || !result.fits) return [];
  const { weights, kv, other, capacity } = result.memoryPerDeviceBytes;
  const { gigabytes } = input.formats;
  return [
    input.translate('assumption.memory', {
      name,
      weights: gigabytes(weights),
      kv: gigabytes(kv),
      other: gigabytes(other),
      capacity: gigabytes(capacity),
    }),
  ];
}
