import { Quote } from './quote';
import { QuoteRequest } from './request';
import type { z } from '#shared/schema/zod';

/** A request for a quote, with the one that it revises where the buyer should read what changed. */
export const QuoteOrder = QuoteRequest.extend({ revises: Quote.optional() });
export type QuoteOrder = Readonly<z.output<typeof QuoteOrder>>;
