import { CurrencyCode } from '../money';
import { z } from '../zod';

/** A day such as 2026-11-22, or a month or year where the rate is an average. */
const date = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'a date such as 2026-11-22');

/** A rate that the user enters: how many units of `to` one unit of `from` buys, and as of when. */
export const OwnExchangeRate = z
  .strictObject({
    from: CurrencyCode,
    to: CurrencyCode,
    rate: z.number().positive().max(1e9).describe('Units of `to` that one unit of `from` buys'),
    date: date.describe('As of when the rate holds'),
  })
  .refine(({ from, to }) => from !== to, { message: 'a rate leads from one currency to another' });
export type OwnExchangeRate = Readonly<z.infer<typeof OwnExchangeRate>>;

export const ExchangeRates = z.array(OwnExchangeRate).max(60).default([]);
