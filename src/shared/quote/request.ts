import { QuoteLanguage } from '#shared/language/quote-language';
import { Day } from '#shared/time/calendar-day';
import { CatalogueId } from '#shared/schema/ids';
import { CurrencyCode } from '#shared/money/money';
import { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';
import { counted } from '#shared/text/plural';
import { Party, partyLimits, Seller } from './party';
import { QuoteTaxes, TaxChoice, TaxClass, TaxRounding } from './tax-choice';

/** What a quote is made from: the scenario whose racks are offered, and what the seller adds to them. */

export const quoteLimits = {
  textLength: 200,
  addressLength: partyLimits.addressLength,
  proseLength: 5_000,
  customLines: 500,
  lineEdits: 5_000,
  exchangeRates: 60,
  /** Above this many minor units an amount is a slip of the keyboard. */
  minorUnits: 1e14,
} as const;

const line = z.string().trim().max(quoteLimits.textLength);
const prose = z.string().max(quoteLimits.proseLength);
const minorUnits = z.int().min(0).max(quoteLimits.minorUnits);
/** Rates are taken to nine decimals. A share above the whole is refused when the quote is built, with a reason. */
const share = z.number().min(0).max(100);

/** An amount that was entered in a currency of its own, which it keeps whatever the quote is in. */
export const EnteredAmount = z.strictObject({ amount: minorUnits, currency: CurrencyCode });
export type EnteredAmount = Readonly<z.infer<typeof EnteredAmount>>;

/** The same, or so many minor units of the quote's currency. */
const PriceEntry = z.union([minorUnits, EnteredAmount]);

/** Taken off an amount: a share of it, or so many minor units of a currency, the quote's where none is named. */
export const Discount = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('share'), share }),
  z.strictObject({ kind: z.literal('amount'), amount: minorUnits, currency: CurrencyCode.optional() }),
]);
export type Discount = Readonly<z.infer<typeof Discount>>;

/** A charge for a service: a share of the goods, or so many minor units of the quote's currency. */
export const ServiceCharge = Discount;
export type ServiceCharge = Discount;

/** How often a line is paid. */
export const Charge = z.enum(['once', 'monthly', 'yearly']);
export type Charge = z.infer<typeof Charge>;

/** What is said of a line beside its price: codes that both sides book by, what it is in detail, what it costs the seller. */
const lineDetails = {
  itemCode: line.optional(),
  /** Of the manufacturer. */
  partNumber: line.optional(),
  /** One statement a line of text. */
  specification: prose.optional(),
  tax: TaxChoice.optional(),
  /** What one piece costs the seller; for the seller alone. */
  costPrice: EnteredAmount.optional(),
  /** Below this a piece is sold with an approval only; for the seller alone. */
  floorPrice: EnteredAmount.optional(),
};

/** What the seller changes of a line that comes from the racks. */
export const LineEdit = z.strictObject({
  /** Knowingly left out: named as not included. */
  excluded: z.boolean().default(false),
  /** Offered beside the total, to be added if wanted. */
  optional: z.boolean().default(false),
  description: line.default(''),
  /** In place of the price book's. */
  unitPrice: PriceEntry.optional(),
  discount: Discount.optional(),
  ...lineDetails,
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
  ...lineDetails,
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

/** Who let a quote below its floor go out. For the seller alone. */
export const Approval = z.strictObject({ by: line.min(1), on: Day, note: line.default('') });
export type Approval = Readonly<z.infer<typeof Approval>>;

export const QuoteRequest = z.strictObject({
  scenario: Scenario,
  number: line.min(1),
  revision: z.int().min(1).max(999).default(1),
  issuedOn: Day,
  validUntil: Day,
  language: QuoteLanguage.default('en'),
  /** What the offer is in; the scenario's currency unless given. */
  currency: CurrencyCode.optional(),
  /** Another currency that the total is also told in. */
  alsoIn: CurrencyCode.optional(),
  exchangeRates: z.array(QuotedRate).max(quoteLimits.exchangeRates).default([]),
  seller: Seller.prefault({}),
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
  taxes: QuoteTaxes.prefault({}),
  rounding: TaxRounding.default('document'),
  incoterm: z.strictObject({ rule: IncotermRule, place: line.default('') }).optional(),
  leadTime: line.default(''),
  payments: z.array(Payment).max(20).default([]),
  /** What happens to items without a price: no quote at all, or a quote that names them as not included. */
  unpriced: z.enum(['refuse', 'leave-out']).default('refuse'),
  attach: z
    .strictObject({
      elevations: z.boolean().default(false),
      performance: z.boolean().default(false),
      /** Height, accelerators, memory and power under each item, from the catalogue. */
      specifications: z.boolean().default(false),
    })
    .prefault({}),
  notes: prose.default(''),
  terms: prose.default(''),
  /** The least margin on the sell price that goes out without an approval, as a fraction; for the seller alone. */
  floorMargin: z.number().min(0).lt(1).optional(),
  approval: Approval.optional(),
});
export type QuoteRequest = Readonly<z.output<typeof QuoteRequest>>;
