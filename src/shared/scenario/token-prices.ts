import { CurrencyCode } from '../money';
import { z } from '../zod';

const price = z.number().min(0).max(1e6);

/** What is asked for tokens, as API price lists have it: major units for a million. */
export const TokenPrices = z.strictObject({
  currency: CurrencyCode,
  inputPerMillion: price.describe('Input tokens that are not in the cache'),
  cachedInputPerMillion: price
    .optional()
    .describe('Input tokens found in the cache; as others where left out'),
  outputPerMillion: price,
  cachedShare: z.number().min(0).max(1).default(0).describe('Share of input tokens found in the cache'),
});
export type TokenPrices = Readonly<z.infer<typeof TokenPrices>>;
