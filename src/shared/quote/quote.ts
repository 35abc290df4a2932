import { isNewer, isUnchecked, migrated, refuseVersion, type VersionedForm } from '#shared/json/versioned';
import { CurrencyCode, Money } from '#shared/money/money';
import { MoneyRate } from '#shared/money/money-rate';
import { RackElevation } from '#shared/rack/elevation';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { FrozenScenario, scenarioForm } from '#shared/scenario/read';
import { Workload } from '#shared/scenario/schema';
import { schemaIssues, z } from '#shared/schema/zod';
import { QuoteLanguage } from '#shared/language/quote-language';
import { Day } from '#shared/time/calendar-day';
import { Party, Seller } from './party';
import { Approval, Charge, Discount, IncotermRule } from './request';
import { TaxClass, TaxRounding } from './tax-choice';

/** Tells a quote from other documents; apart from its schema, which asks for more. */
export const QUOTE_FORMAT = 'fleetwright-quote';

/** The frozen offer made from a plan: it keeps a copy of what it was derived from. Its JSON form is published. */

/** What one tax comes to on one line. */
const LineTax = z.strictObject({ code: z.string(), name: z.string(), rate: z.number(), amount: Money });

export const QuoteLine = z.strictObject({
  /** What edits of the line are kept by: the rack, or `all`, and the item. */
  key: z.string(),
  item: z.string(),
  description: z.string(),
  quantity: z.int().min(0),
  charge: Charge,
  /** Months or years that are paid for; one for what is paid once. */
  periods: z.int().min(1),
  unitPrice: Money,
  /** Unit price · quantity · periods. */
  gross: Money,
  /** What is taken off the gross, as a positive amount. */
  discount: Money,
  discountGiven: Discount.optional(),
  /** Gross less discount. */
  extended: Money,
  taxClass: TaxClass,
  /** What an alternate would take the place of. */
  replaces: z.string().optional(),
  /** By which buyer and seller book it. */
  itemCode: z.string().optional(),
  partNumber: z.string().optional(),
  specification: z.array(z.string()).optional(),
  /** The taxes of this line, which over all lines add up to those of the quote. */
  taxes: z.array(LineTax).optional(),
  /** Where the unit price comes from: source, date and which reading. For the seller, not for the buyer. */
  priceSource: z.string(),
});
export type QuoteLine = Readonly<z.infer<typeof QuoteLine>>;

export const QuoteSection = z.strictObject({
  title: z.string(),
  lines: z.array(QuoteLine),
  total: Money,
});
export type QuoteSection = Readonly<z.infer<typeof QuoteSection>>;

/** Something in the racks that the amounts leave out: named, and part of no amount. */
const NotIncluded = z.strictObject({
  item: z.string(),
  description: z.string(),
  quantity: z.int().min(0),
  because: z.enum(['no-price', 'excluded']),
});
type NotIncluded = Readonly<z.infer<typeof NotIncluded>>;

/** One tax of the quote: what it is taken on, after the discounts, and what it comes to. */
export const QuoteTax = z.strictObject({
  /** Code of the catalogue; `own` where the seller named the tax, `none` for what bears none. */
  code: z.string(),
  name: z.string(),
  rate: z.number(),
  base: Money,
  amount: Money,
  source: z.string(),
  /** Its base has the taxes before it in it. */
  compound: z.literal(true).optional(),
});
export type QuoteTax = Readonly<z.infer<typeof QuoteTax>>;

/** What is paid again and again, of the included lines before the overall discount. */
export const RecurringCharge = z.strictObject({
  charge: z.enum(['monthly', 'yearly']),
  periods: z.int().min(1),
  /** What one month or year comes to; the whole term may differ from its multiple by roundings of discounts. */
  total: Money,
});
export type RecurringCharge = Readonly<z.infer<typeof RecurringCharge>>;

export const UsedRate = z.strictObject({
  from: CurrencyCode,
  to: CurrencyCode,
  rate: z.number(),
  date: z.string(),
  source: z.string(),
});
export type UsedRate = Readonly<z.infer<typeof UsedRate>>;

const DuePayment = z.strictObject({ share: z.number(), due: z.string(), amount: Money });
type DuePayment = Readonly<z.infer<typeof DuePayment>>;

/** A verdict on an objective as it stood. */
const QuotedVerdict = z.strictObject({
  need: z.string(),
  name: z.string(),
  state: z.enum(['met', 'missed', 'unsure', 'undeclared', 'unknown']),
  requestsPerSecond: z.number(),
  objective: Workload.shape.objective,
  judged: z.enum(['estimate', 'simulation']).optional(),
  served: z
    .strictObject({
      percentile: z.number(),
      timeToFirstTokenSeconds: z.number(),
      timePerOutputTokenSeconds: z.number(),
      metShare: z.number(),
      requests: z.int(),
    })
    .optional(),
});

/** What one deployment is predicted to do, for the sheet of performance. */
export const PerformanceSheet = z.strictObject({
  name: z.string(),
  model: z.string(),
  hardware: z.string(),
  devices: z.int(),
  weights: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  batch: z.number().optional(),
  outputTokensPerSecond: z.number(),
  interval: z.strictObject({ level: z.number(), low: z.number(), high: z.number() }).optional(),
  outputTokensPerSecondPerUser: z.number(),
  timeToFirstTokenSeconds: z.number(),
  /** One decode step. */
  timePerOutputTokenSeconds: z.number(),
  interTokenLatencySeconds: z.number().optional(),
  energyPerOutputTokenJoules: z.number().optional(),
  /** Of the workloads that it serves: the objective, the service reached, the share of requests that meet it, and by what. */
  objectives: z.array(z.strictObject({ verdict: QuotedVerdict, said: z.string() })).optional(),
  /** All cost of owning and running the fleet; the bounds join those of prices and power with those of the speed. */
  perMillionOutputTokens: z.strictObject({ low: MoneyRate, typical: MoneyRate, high: MoneyRate }).optional(),
});

/** What a user meets between two tokens, in quotes of every age. */
export const interTokenLatencyOf = (sheet: PerformanceSheet): number =>
  sheet.interTokenLatencySeconds ?? 1 / sheet.outputTokensPerSecondPerUser;

export type PerformanceSheet = Readonly<z.infer<typeof PerformanceSheet>>;

/** What a quote earns: each line whose cost is known, and together, after every discount. */
export const QuoteMargins = z.strictObject({
  lines: z.array(
    z.strictObject({
      key: z.string(),
      description: z.string(),
      /** Of all its pieces. */
      cost: Money,
      sell: Money,
      /** Of the sell price; 0 where nothing is asked. */
      margin: z.number(),
      below: z.enum(['floor-price', 'floor-margin']).optional(),
    }),
  ),
  cost: Money,
  sell: Money,
  margin: z.number(),
  /** Lines without a cost, which are in neither sum. */
  uncosted: z.array(z.string()),
  floorMargin: z.number().optional(),
  /** Whether something is sold below its floor. */
  below: z.boolean(),
  approval: Approval.optional(),
});
export type QuoteMargins = Readonly<z.infer<typeof QuoteMargins>>;

/** What the seller should know and the buyer need not: it goes to the internal sheets only. */
export const InternalNotes = z.strictObject({
  priceBookDate: z.string(),
  /** Lowest and highest sum of the goods that the price book's ranges allow; not in what the buyer gets. */
  goodsRange: z.strictObject({ low: Money, high: Money }).optional(),
  /** Prices that are old, ended or from memory, and errors of the plan that stand open. */
  warnings: z.array(z.string()),
  assumptions: z.array(z.string()),
  margins: QuoteMargins.optional(),
});
export type InternalNotes = Readonly<z.infer<typeof InternalNotes>>;

/** The room and power that what is offered takes. */
const Footprint = z.strictObject({
  racks: z.int(),
  devices: z.int(),
  typicalWatts: z.number(),
  maximumWatts: z.number(),
});

export const Quote = z.strictObject({
  format: z.literal(QUOTE_FORMAT),
  /** A quote that was sent keeps the version it was sent in, since its checksum is taken of its text. */
  schemaVersion: z.union([z.literal(1), z.literal(2)]),
  number: z.string(),
  revision: z.int().min(1),
  issuedOn: Day,
  validUntil: Day,
  language: QuoteLanguage,
  currency: CurrencyCode,
  title: z.string(),
  seller: Seller,
  buyer: Party,
  deliverTo: z.string(),
  reference: z.string(),
  /** What the total is made of. */
  sections: z.array(QuoteSection),
  /** Beside the total: what may be added. */
  options: z.array(QuoteLine),
  /** Beside the total: what may be taken instead. */
  alternates: z.array(QuoteLine),
  notIncluded: z.array(NotIncluded),
  /** Sum of the included lines before any discount. */
  gross: Money,
  lineDiscounts: Money,
  /** Sum of the included lines after their own discounts. */
  subtotal: Money,
  discountGiven: Discount.optional(),
  discount: Money,
  /** Subtotal less discount. */
  taxable: Money,
  taxes: z.array(QuoteTax),
  tax: Money,
  total: Money,
  /** The part of the subtotal that is paid once. */
  once: Money,
  recurring: z.array(RecurringCharge),
  alsoIn: z.strictObject({ total: Money, rate: UsedRate }).optional(),
  exchangeRates: z.array(UsedRate),
  payments: z.array(DuePayment),
  incoterm: z.strictObject({ rule: IncotermRule, place: z.string() }).optional(),
  leadTime: z.string(),
  assumptions: z.array(z.string()),
  notes: z.string(),
  terms: z.string(),
  elevations: z.array(RackElevation),
  performance: z.array(PerformanceSheet),
  internal: InternalNotes,
  rounding: TaxRounding.optional(),
  /** What this revision changes of the one before, in the words of the quote. */
  changes: z.strictObject({ since: z.string(), said: z.array(z.string()) }).optional(),
  footprint: Footprint.optional(),
  /** The scenario this was made from, as it stood and in the version it had then. */
  scenario: FrozenScenario,
});
export type Quote = Readonly<z.infer<typeof Quote>>;

export const QUOTE_VERSION = 2;

/** Every version of the quote document. The second only adds fields, so that one of the first is read as it stands. */
const quoteForm: VersionedForm = {
  what: 'quote',
  version: QUOTE_VERSION,
  migrations: { 1: (document) => document },
};

/** The quote that a file holds, of any version there was; the scenario in it stays as it was frozen. */
export function readQuoteValue(value: unknown): Result<Quote, Refusal> {
  const document = isUnchecked(value) ? value : {};
  const { schemaVersion, scenario } = document;
  const refusal = refuseVersion(quoteForm, schemaVersion) ?? refuseNewerScenario(scenario);
  if (refusal !== undefined) return failure(refusal);
  const quote = Quote.safeParse(migrated(quoteForm, document, schemaVersion as number));
  if (quote.success) return success(quote.data);
  const [issue] = schemaIssues(quote.error);
  const params = { path: issue?.path ?? '', reason: issue?.reason ?? 'it does not match the schema' };
  return failure({
    code: 'quote-invalid',
    message: `This is not a readable quote: ${params.path}: ${params.reason}`,
    path: params.path,
    params,
  });
}

function refuseNewerScenario(scenario: unknown): Refusal | undefined {
  const refusal = isUnchecked(scenario) ? refuseVersion(scenarioForm, scenario['schemaVersion']) : undefined;
  return refusal !== undefined && isNewer(refusal) ? refusal : undefined;
}
