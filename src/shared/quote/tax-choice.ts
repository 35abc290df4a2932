import { CatalogueId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';

/** Which taxes lines bear, as the seller chooses them. */

const name = z.string().trim().min(1).max(200);
const rate = z.number().min(0).max(1);

export const TaxClass = z.enum(['goods', 'services', 'exempt']);
export type TaxClass = z.infer<typeof TaxClass>;

/** Taken on the base with the taxes before it, as the Québec sales tax was until 2012. */
const compound = z.boolean().optional();

/** One of several taxes on the same line, in the order in which they apply. */
const OneTax = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('code'), code: CatalogueId, compound }),
  z.strictObject({ kind: z.literal('own'), name, rate, compound }),
]);

/** The taxes of a line: none, a code of the catalogue, the seller's own name and rate, or several at once. */
export const TaxChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('code'), code: CatalogueId }),
  z.strictObject({ kind: z.literal('own'), name, rate }),
  z.strictObject({ kind: z.literal('several'), taxes: z.array(OneTax).min(1).max(4) }),
]);
export type TaxChoice = Readonly<z.infer<typeof TaxChoice>>;

/** By class of lines, and by service where one is taxed differently, as freight and support are in China. */
export const QuoteTaxes = z.strictObject({
  goods: TaxChoice.default({ kind: 'none' }),
  services: TaxChoice.default({ kind: 'none' }),
  freight: TaxChoice.optional(),
  installation: TaxChoice.optional(),
  support: TaxChoice.optional(),
});

/** Where a tax is rounded: once over the document, or on each line. */
export const TaxRounding = z.enum(['document', 'line']);
export type TaxRounding = z.infer<typeof TaxRounding>;
