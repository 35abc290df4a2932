import { Quote } from '#shared/quote/quote';
import { z } from '#shared/zod';

/** A quote as JSON, of the schema that `quoteJsonSchema` publishes. */
export const quoteJson = (quote: Quote): string => `${JSON.stringify(quote, null, 2)}\n`;

export const quoteJsonSchema = (): object => z.toJSONSchema(Quote, { io: 'output' });
