import { CurrencyCode, Money } from './money';
import { Scenario } from './scenario/schema';
import { z } from './zod';

/** The frozen offer made from a plan: it keeps a copy of what it was derived from. Its JSON form is published. */

const line = z.string().trim().max(200);

export const Party = z.strictObject({
  name: line.default(''),
  address: z.string().max(1_000).default(''),
  taxNumber: line.default(''),
  contact: line.default(''),
});
export type Party = Readonly<z.infer<typeof Party>>;

/** A calendar day as ISO 8601, given by whoever asks: nothing derived reads a clock. */
export const Day = z.iso.date();

export const QuoteRequest = z.strictObject({
  scenario: Scenario,
  number: line.min(1),
  issuedOn: Day,
  validUntil: Day,
  seller: Party.prefault({}),
  buyer: Party.prefault({}),
  groupBy: z.enum(['rack', 'item']).default('rack'),
  /** Share taken off the subtotal, shown as its own line. */
  discountRate: z.number().min(0).max(1).default(0),
  taxRate: z.number().min(0).max(1).default(0),
  /** What happens to items without a price: no quote at all, or a quote that names them as not included. */
  unpriced: z.enum(['refuse', 'leave-out']).default('refuse'),
  notes: z.string().max(5_000).default(''),
  terms: z.string().max(5_000).default(''),
  language: z.enum(['en', 'zh-CN']).default('en'),
});
export type QuoteRequest = Readonly<z.output<typeof QuoteRequest>>;

export const QuoteLine = z.strictObject({
  item: z.string(),
  description: z.string(),
  quantity: z.int().min(0),
  unitPrice: Money,
  extended: Money,
  /** Where the unit price comes from: source, date and which reading. */
  priceSource: z.string(),
});
export type QuoteLine = Readonly<z.infer<typeof QuoteLine>>;

export const QuoteSection = z.strictObject({
  title: z.string(),
  lines: z.array(QuoteLine),
  total: Money,
});
export type QuoteSection = Readonly<z.infer<typeof QuoteSection>>;

/** An item that the racks hold and the price book has no price for: named, and part of no amount. */
export const NotIncluded = QuoteLine.pick({ item: true, description: true, quantity: true });
export type NotIncluded = Readonly<z.infer<typeof NotIncluded>>;

export const QUOTE_FORMAT = 'fleetwright-quote';

export const Quote = z.strictObject({
  format: z.literal(QUOTE_FORMAT),
  schemaVersion: z.literal(1),
  number: z.string(),
  issuedOn: Day,
  validUntil: Day,
  language: z.enum(['en', 'zh-CN']),
  currency: CurrencyCode,
  seller: Party,
  buyer: Party,
  sections: z.array(QuoteSection),
  notIncluded: z.array(NotIncluded),
  subtotal: Money,
  discountRate: z.number(),
  discount: Money,
  taxable: Money,
  taxRate: z.number(),
  tax: Money,
  total: Money,
  /** Lowest and highest subtotal that the price book's ranges allow. */
  subtotalRange: z.strictObject({ low: Money, high: Money }),
  priceBookDate: z.string(),
  assumptions: z.array(z.string()),
  notes: z.string(),
  terms: z.string(),
  /** The scenario this was made from, as it stood. */
  scenario: Scenario,
});
export type Quote = Readonly<z.infer<typeof Quote>>;
