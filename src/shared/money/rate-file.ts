import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { CalendarDay } from '#shared/time/calendar-day';
import { CurrencyCode } from './money';

/**
 * The euro foreign exchange reference rates as the European Central Bank publishes them for download: `eurofxref.csv` and
 * `eurofxref-daily.xml` of one day, `eurofxref-hist.csv` and `eurofxref-hist.xml` of every day since 1999. Each rate says how many
 * units of a currency one euro buys.
 */

export interface RatesOfDay {
  readonly date: string;
  readonly rates: readonly { readonly currency: CurrencyCode; readonly rate: number }[];
}

export const rateFileLimits = { bytes: 32 * 1024 * 1024, rows: 40_000 } as const;

/** What the rates are from, as quotes name it. */
export const RATE_FILE_SOURCE = 'European Central Bank, euro reference rates';

/** A published rate as it is entered: for one euro. */
export interface ReferenceRate {
  readonly from: 'EUR';
  readonly to: CurrencyCode;
  readonly rate: number;
  readonly date: string;
  readonly source: string;
}

const invalid = (reason: string): Refusal => ({
  code: 'rate-file-invalid',
  message: `This is not a rate file of the European Central Bank: ${reason}.`,
  params: { reason },
  remedy: 'Choose eurofxref.csv, eurofxref-daily.xml or eurofxref-hist.csv as downloaded.',
});

/** The rates of a file as of a day: those of the last day on or before it. */
export function readRateFile(text: string, asOf: string): Result<readonly ReferenceRate[], Refusal> {
  if (text.length > rateFileLimits.bytes) return failure(invalid('the file is too large'));
  const days = text.trimStart().startsWith('<') ? daysOfXml(text) : daysOfCsv(text);
  if (days.length === 0) return failure(invalid('no day with rates was found'));
  const found = days
    .filter(({ date }) => date <= asOf)
    .reduce<RatesOfDay | undefined>(
      (latest, day) => (latest && latest.date >= day.date ? latest : day),
      undefined,
    );
  if (found === undefined) {
    const first = days.map(({ date }) => date).toSorted()[0] ?? '';
    return failure({
      code: 'rate-file-later',
      message: `The rates of this file begin on ${first}, after ${asOf}.`,
      params: { first, day: asOf },
      remedy: 'Choose a file with an earlier day.',
    });
  }
  return success(
    found.rates.map(({ currency, rate }) => ({
      from: 'EUR',
      to: currency,
      rate,
      date: found.date,
      source: RATE_FILE_SOURCE,
    })),
  );
}

const entryOf = (code: string, value: string): RatesOfDay['rates'] => {
  const currency = CurrencyCode.safeParse(code.trim().toUpperCase());
  const text = value.trim();
  const rate = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return currency.success && currency.data !== 'EUR' && rate > 0 ? [{ currency: currency.data, rate }] : [];
};

/** Currencies across, days down; what was not quoted on a day is N/A. */
function daysOfCsv(text: string): readonly RatesOfDay[] {
  const [header = '', ...rows] = text.replace(/^\uFEFF/, '').split(/\r?\n/, rateFileLimits.rows);
  const [first = '', ...codes] = header.split(',');
  if (first.trim().toLowerCase() !== 'date') return [];
  return rows.flatMap((row) => {
    const [day = '', ...values] = row.split(',');
    const date = dayOf(day.trim());
    const rates = codes.flatMap((code, index) => entryOf(code, values[index] ?? ''));
    return date === undefined || rates.length === 0 ? [] : [{ date, rates }];
  });
}

/** `<Cube time='2026-11-27'>` holds `<Cube currency='USD' rate='1.0557'/>`. */
function daysOfXml(text: string): readonly RatesOfDay[] {
  return text.split(/<Cube\s+time=/).flatMap((part, index) => {
    const date = index === 0 ? undefined : dayOf(/^['"](\d{4}-\d{2}-\d{2})['"]/.exec(part)?.[1] ?? '');
    if (date === undefined) return [];
    const cubes = part.matchAll(/<Cube\s+currency=['"]([A-Z]{3})['"]\s+rate=['"]([\d.]+)['"]/g);
    const rates = [...cubes].flatMap(([, code = '', rate = '']) => entryOf(code, rate));
    return rates.length === 0 ? [] : [{ date, rates }];
  });
}

const MONTHS: readonly string[] = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** A day as ISO writes it, or as the daily CSV does: `27 November 2026`. */
function dayOf(text: string): string | undefined {
  const [, date = '', month = '', year = ''] = /^(\d{1,2}) ([A-Za-z]+) (\d{4})$/.exec(text) ?? [];
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  const iso = number === 0 ? text : `${year}-${String(number).padStart(2, '0')}-${date.padStart(2, '0')}`;
  return CalendarDay.safeParse(iso).success ? iso : undefined;
}
