import { Language } from '#shared/language/language';
import { Day } from '#shared/time/calendar-day';
import { CatalogueId } from '#shared/schema/ids';
import { CurrencyCode } from '#shared/money/money';
import { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';
import { counted } from '#shared/text/plural';

/** What a quote is made from: the scenario whose racks are offered, and what the seller adds to them. */

export const quoteLimits = {
  textLength: 200,
  addressLength: 1_000,
  proseLength: 5_000,
  customLines: 500,
  lineEdits: 5_000,
  /** Above this many minor units an amount is a slip of the keyboard. */
  minorUnits: 1e14,
} as const;

const line = z.string().trim().max(quoteLimits.textLength);
const prose = z.string().max(quoteLimits.proseLength);
const minorUnits = z.int().min(0).max(quoteLimits.minorUnits);
/** Rates are taken to nine decimals. A share above the whole is refused when the quote is built, with a reason. */
const share = z.number().min(0).max(100);

export const Party = z.strictObject({
  name: line.default(''),
  address: z.string().max(quoteLimits.addressLength).default(''),
  taxNumber: line.default(''),
  contact: line.default(''),
});
export type Party = Readonly<z.infer<typeof Party>>;

/** Taken off an amount: a share of it, or so many minor units of the quote's currency. */
export const Discount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), share }),
  z.strictObject({ kind: z.literal('amount'), amount: minorUnits }),
]);
export type Discount = Readonly<z.infer<typeof Discount>>;

/** A charge for a service: a share of the goods, or so many minor units of the quote's currency. */
export const ServiceCharge = Discount;
export type ServiceCharge = Discount;

/** How often a line is paid. */
export const Charge = z.enum(['once', 'monthly', 'yearly']);
export type Charge = z.infer<typeof Charge>;

export const TaxClass = z.enum(['goods', 'services', 'exempt']);
export type TaxClass = z.infer<typeof TaxClass>;

/** Which tax a class of lines bears: a code of the catalogue, or the seller's own name and rate. */
export const TaxChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('code'), code: CatalogueId }),
  z.strictObject({ kind: z.literal('own'), name: line.min(1), rate: z.number().min(0).max(1) }),
]);
export type TaxChoice = Readonly<z.infer<typeof TaxChoice>>;

/** What the seller changes of a line that comes from the racks. */
export const LineEdit = z.strictObject({
  /** Knowingly left out: named as not included. */
  excluded: z.boolean().default(false),
  /** Offered beside the total, to be added if wanted. */
  optional: z.boolean().default(false),
  description: line.default(''),
  /** In minor units of the quote's currency, in place of the price book's. */
  unitPrice: minorUnits.optional(),
  discount: Discount.optional(),
});
export type LineEdit = Readonly<z.infer<typeof LineEdit>>;

/** Where a line stands: in the total, or beside it as something to add or to take instead. */
export const Placement = z.enum(['included', 'option', 'alternate']);
export type Placement = z.infer<typeof Placement>;

/** A line of the seller's own; a negative price is a credit. */
export const CustomLine = z.strictObject({
  id: CatalogueId,
  section: line.default(''),
  item: line.default(''),
  description: line.min(1),
  quantity: z.int().min(1).max(10_000_000),
  unitPrice: z.strictObject({
    amount: z.int().min(-quoteLimits.minorUnits).max(quoteLimits.minorUnits),
    currency: CurrencyCode,
  }),
  charge: Charge.default('once'),
  /** How many months or years; one where it is paid once. */
  periods: z.int().min(1).max(120).default(1),
  discount: Discount.optional(),
  taxClass: TaxClass.default('goods'),
  placement: Placement.default('included'),
  /** What an alternate would take the place of. */
  replaces: line.default(''),
});
export type CustomLine = Readonly<z.infer<typeof CustomLine>>;

/** A rate that the seller stands by, in place of the price book's. */
export const QuotedRate = z.strictObject({
  from: CurrencyCode,
  to: CurrencyCode,
  /** How many units of `to` one of `from` buys. */
  rate: z.number().gt(0).max(1e6),
  date: Day,
  source: line.default(''),
});
export type QuotedRate = Readonly<z.infer<typeof QuotedRate>>;

export const Services = z.strictObject({
  freight: ServiceCharge.optional(),
  installation: ServiceCharge.optional(),
  support: z
    .strictObject({
      /** Per year. */
      charge: ServiceCharge,
      years: z.int().min(1).max(30),
    })
    .optional(),
});
export type Services = Readonly<z.infer<typeof Services>>;

/** The eleven rules of Incoterms 2020 (International Chamber of Commerce). */
export const IncotermRule = z.enum([
  'EXW',
  'FCA',
  'CPT',
  'CIP',
  'DAP',
  'DPU',
  'DDP',
  'FAS',
  'FOB',
  'CFR',
  'CIF',
]);
export type IncotermRule = z.infer<typeof IncotermRule>;

/** A part of the total and when it is due. */
export const Payment = z.strictObject({ share: z.number().gt(0).max(1), due: line.min(1) });
export type Payment = Readonly<z.infer<typeof Payment>>;

export const QuoteRequest = z.strictObject({
  scenario: Scenario,
  number: line.min(1),
  revision: z.int().min(1).max(999).default(1),
  issuedOn: Day,
  validUntil: Day,
  language: Language.default('en'),
  /** What the offer is in; the scenario's currency unless given. */
  currency: CurrencyCode.optional(),
  /** Another currency that the total is also told in. */
  alsoIn: CurrencyCode.optional(),
  exchangeRates: z.array(QuotedRate).max(10).default([]),
  seller: Party.prefault({}),
  buyer: Party.prefault({}),
  /** Where the goods go, if not to the buyer's address. */
  deliverTo: z.string().max(quoteLimits.addressLength).default(''),
  /** The buyer's own reference, such as the number of the enquiry. */
  reference: line.default(''),
  groupBy: z.enum(['rack', 'item']).default('rack'),
  /** By the key of the line: the rack, or `all`, and the item, such as `b07/groq-card`. */
  edits: z
    .record(z.string().max(200), LineEdit)
    .refine((edits) => Object.keys(edits).length <= quoteLimits.lineEdits, {
      message: `at most ${counted(quoteLimits.lineEdits, 'line')}`,
    })
    .default({}),
  customLines: z.array(CustomLine).max(quoteLimits.customLines).default([]),
  services: Services.prefault({}),
  /** Taken off the sum of the included lines, shown as its own line. */
  discount: Discount.optional(),
  taxes: z
    .strictObject({
      goods: TaxChoice.default({ kind: 'none' }),
      services: TaxChoice.default({ kind: 'none' }),
    })
    .prefault({}),
  incoterm: z.strictObject({ rule: IncotermRule, place: line.default('') }).optional(),
  leadTime: line.default(''),
  payments: z.array(Payment).max(20).default([]),
  /** What happens to items without a price: no quote at all, or a quote that names them as not included. */
  unpriced: z.enum(['refuse', 'leave-out']).default('refuse'),
  attach: z
    .strictObject({ elevations: z.boolean().default(false), performance: z.boolean().default(false) })
    .prefault({}),
  notes: prose.default(''),
  terms: prose.default(''),
});
export type QuoteRequest = Readonly<z.output<typeof QuoteRequest>>;
