import type { Catalogue } from '#shared/catalogue/catalogue';
import type { EstimateResult } from '#shared/estimate/result';
import { minorUnitsPerMajor } from '#shared/money/money';
import type { Scenario } from '#shared/scenario/schema';
import { configurationsOf, sweepAxes, type SweepAxis, type SweepRequest } from '#shared/sizing/sweep';
import type { SweepReport, SweptRow } from '#shared/sizing/sweep-report';
import { estimate as estimateByModels } from '#main/simulator/estimate';
import type { Estimate } from '#main/planning/deployments/deployments';
import { effectiveCatalogue } from '#main/planning/context/effective-catalogue';
import { planningContext } from '#main/planning/context/planning-context';
import {
  type Priced,
  pricedRow,
  type RowQuestion,
  serverRates,
  type ServerRates,
  siteRates,
  termWeights,
} from './row';

export type Picked = { readonly [Axis in SweepAxis]: NonNullable<SweepRequest[Axis]>[number] | undefined };

/** The combination with this number: the last list varies fastest. */
export function combination(request: SweptLists, index: number): Picked {
  const picked: Partial<Record<SweepAxis, unknown>> = {};
  let rest = index;
  for (let place = sweepAxes.length - 1; place >= 0; place -= 1) {
    const axis = sweepAxes[place];
    const values = axis === undefined ? undefined : request[axis];
    if (axis === undefined || values === undefined) continue;
    picked[axis] = values[rest % values.length];
    rest = Math.floor(rest / values.length);
  }
  return picked as Picked;
}

export interface SweepSpan {
  readonly from: number;
  readonly to: number;
}

/** How a sweep is split for several workers; the parts depend on its size alone. */
export function sweepSpans(request: SweepRequest): readonly SweepSpan[] {
  const SPAN = 20_000;
  const all = configurationsOf(request);
  return Array.from({ length: Math.ceil(all / SPAN) }, (_, index) => ({
    from: index * SPAN,
    to: Math.min(all, (index + 1) * SPAN),
  }));
}

/** What a sweep is asked beside its lists. */
type Asked = Pick<SweepRequest, 'mode' | 'terms'>;

type SweptLists = { readonly [Axis in SweepAxis]?: SweepRequest[Axis] };

/** Power and cost of combinations under the terms, by the speed that they reach. */
export function pricerOf(
  { mode, terms, hardware = [] }: Asked & Pick<SweptLists, 'hardware'>,
  catalogue: Catalogue,
): (picked: Picked, answer: RowQuestion['answer']) => Priced {
  const context = planningContext(terms, catalogue);
  const servers = new Map<string, ServerRates | undefined>(
    hardware.map((each) => [each, serverRates(each, context)]),
  );
  const common = {
    site: siteRates(terms, catalogue),
    mode,
    finance: terms.finance,
    weights: termWeights(terms.finance),
    minor: minorUnitsPerMajor(terms.currency),
  };
  return (picked, answer) =>
    pricedRow({
      answer,
      devices: picked.devices ?? 1,
      utilisation: picked.utilisation ?? terms.finance.utilisation,
      server: repriced(servers.get(picked.hardware ?? ''), picked),
      ...common,
    });
}

/** The catalogue as the terms read it, for estimates and simulations. */
export const catalogueUnder = (terms: Scenario, catalogue: Catalogue): Catalogue =>
  effectiveCatalogue(planningContext(terms, catalogue).catalogue, terms);

/** The rows of one span, in order: estimated, powered and priced. */
export function sweepRows(
  request: Asked & SweptLists,
  { from, to }: SweepSpan,
  catalogue: Catalogue,
  estimate: Estimate = estimateByModels,
): readonly SweptRow[] {
  const effective = catalogueUnder(request.terms, catalogue);
  const price = pricerOf(request, catalogue);
  const rows: SweptRow[] = [];
  let estimated: { readonly picked: Picked; readonly result: EstimateResult | undefined } | undefined;
  for (let index = from; index < to; index += 1) {
    const picked = combination(request, index);
    if (estimated === undefined || !sameCase(estimated.picked, picked))
      estimated = { picked, result: estimate([caseOf(request, picked)], effective)[0] };
    const utilisation = picked.utilisation ?? request.terms.finance.utilisation;
    rows.push(rowOf(askedOf(index, picked, utilisation), picked, { result: estimated.result, price }));
  }
  return rows;
}

const caseAxes = sweepAxes.slice(0, sweepAxes.indexOf('utilisation'));

/** Whether two combinations ask the same of the estimate and differ in money alone. */
const sameCase = (a: Picked, b: Picked): boolean => caseAxes.every((axis) => a[axis] === b[axis]);

/** What the estimate is asked of a combination. */
export const caseOf = ({ mode }: Pick<SweepRequest, 'mode'>, picked: Picked) => {
  const { hardware = '', model = '', devices = 1, input = 1, output = 1 } = picked;
  const { weights, kv, engine, tensorParallel, pipelineParallel, batch, requestsPerSecond } = picked;
  const { attentionDataParallel, expertParallel, redundantExperts } = picked;
  return {
    id: '',
    hardware,
    model,
    devices,
    input,
    output,
    mode,
    weights,
    kv,
    engine,
    tensorParallel,
    pipelineParallel,
    attentionDataParallel,
    expertParallel,
    redundantExperts,
    batch,
    requestsPerSecond,
  };
};

/** The sweep's own prices in place of the price book's. */
function repriced(server: ServerRates | undefined, picked: Picked): ServerRates | undefined {
  if (server === undefined || (picked.serverPrice === undefined && picked.acceleratorPrice === undefined))
    return server;
  return {
    ...server,
    price: picked.serverPrice ?? server.price,
    acceleratorPrice: picked.acceleratorPrice ?? server.acceleratorPrice,
  };
}

interface Answered {
  readonly result: EstimateResult | undefined;
  readonly price: ReturnType<typeof pricerOf>;
}

type AskedRow = Omit<SweptRow, 'fits'>;

/** What a row was asked, without what was left to the estimate. Grown in place: a spread per part would copy it each time. */
function askedOf(index: number, picked: Picked, utilisation: number): AskedRow {
  const { hardware = '', model = '', devices = 1, input = 1, output = 1 } = picked;
  const { weights, kv, engine, tensorParallel, pipelineParallel, batch, requestsPerSecond } = picked;
  const { attentionDataParallel, expertParallel, redundantExperts } = picked;
  const asked: { -readonly [Field in keyof AskedRow]: AskedRow[Field] } = {
    index,
    hardware,
    model,
    devices,
    input,
    output,
    utilisation,
  };
  if (weights !== undefined) asked.weights = weights;
  if (kv !== undefined) asked.kv = kv;
  if (engine !== undefined) asked.engine = engine;
  if (tensorParallel !== undefined) asked.tensorParallel = tensorParallel;
  if (pipelineParallel !== undefined) asked.pipelineParallel = pipelineParallel;
  if (attentionDataParallel !== undefined) asked.attentionDataParallel = attentionDataParallel;
  if (expertParallel !== undefined) asked.expertParallel = expertParallel;
  if (redundantExperts !== undefined) asked.redundantExperts = redundantExperts;
  if (batch !== undefined) asked.batch = batch;
  if (requestsPerSecond !== undefined) asked.requestsPerSecond = requestsPerSecond;
  return asked;
}

function rowOf(asked: AskedRow, picked: Picked, { result, price }: Answered): SweptRow {
  if (result === undefined || 'error' in result)
    return Object.assign(asked, { fits: false, code: result?.error.code ?? 'no-answer' });
  if (!result.fits) return Object.assign(asked, { fits: false, code: result.refusal.code });
  const { outputTokensPerSecond, outputTokensPerSecondPerUser } = result;
  const { timeToFirstTokenSeconds, interTokenLatencySeconds } = result;
  return Object.assign(
    asked,
    {
      fits: true,
      outputTokensPerSecond,
      outputTokensPerSecondPerUser,
      timeToFirstTokenSeconds,
      interTokenLatencySeconds,
    },
    price(picked, result),
  );
}

/** The whole sweep in this thread. */
export function sweep(request: SweepRequest, catalogue: Catalogue): SweepReport {
  const configurations = configurationsOf(request);
  return {
    currency: request.terms.currency,
    configurations,
    rows: sweepRows(request, { from: 0, to: configurations }, catalogue),
  };
}
