import { shareWriter } from '#shared/language/written';
import { ownValue } from '#shared/schema/own-value';
import type { Say } from '#shared/serving/verdict-words';
import { messageAt } from '#shared/language/message-at';
import { majorUnitsOf, type Money } from '#shared/money/money';
import { majorUnitsOfRate, type MoneyRate } from '#shared/money/money-rate';
import { DAY_MILLISECONDS, daysBetween } from '#shared/time/calendar-day';
import { inForm } from '#shared/text/plural';
import type { Refusal } from '#shared/refusal/refusal';
import { fillIn, type Parameters } from '#shared/language/language';
import { appLanguageOf, type QuoteLanguage } from '#shared/language/quote-language';
import englishProblems from '../../../resources/locales/en/problems.json';
import english from '../../../resources/locales/en/quote-document.json';
import englishService from '../../../resources/locales/en/service.json';
import german from '../../../resources/quote-languages/de.json';
import spanish from '../../../resources/quote-languages/es.json';
import french from '../../../resources/quote-languages/fr.json';
import japanese from '../../../resources/quote-languages/ja.json';
import chineseProblems from '../../../resources/locales/zh-CN/problems.json';
import chinese from '../../../resources/locales/zh-CN/quote-document.json';
import chineseService from '../../../resources/locales/zh-CN/service.json';

const catalogues: Readonly<Record<QuoteLanguage, typeof english>> = {
  en: english,
  'zh-CN': chinese,
  de: german,
  fr: french,
  es: spanish,
  ja: japanese,
};
const problems = { en: englishProblems, 'zh-CN': chineseProblems } as const;

type KeysOf<Group> = { [Key in keyof Group]: Key extends string ? Key : never }[keyof Group];
type QuoteMessageKey = {
  [Group in keyof typeof english]: `${Group}.${KeysOf<(typeof english)[Group]>}`;
}[keyof typeof english];

export type Translate = (key: QuoteMessageKey, parameters?: Parameters) => string;

/** The texts of a quote in its language: the message with every `{{name}}` replaced by its parameter. */
export function quoteMessages(language: QuoteLanguage): Translate {
  const catalogue: Readonly<Record<string, Readonly<Record<string, string>>>> = catalogues[language];
  return (key, parameters = {}) => {
    const [group = '', name = ''] = key.split('.');
    return fillIn(catalogue[group]?.[name] ?? key, parameters);
  };
}

/** A refusal as a sentence of the language: by its code, or the sentence that came with it. */
export function problemMessages(spoken: QuoteLanguage): (refusal: Refusal) => string {
  const language = appLanguageOf(spoken);
  const texts: Readonly<Record<string, unknown>> = problems[language];
  return ({ code, message, params = {} }) => {
    const textAt = (key: string) => {
      const text = ownValue(texts, key);
      return typeof text === 'string' ? text : undefined;
    };
    const text = inForm(textAt, { key: code, count: params['count'], language });
    return text === undefined ? message : fillIn(text, params);
  };
}

const services = { en: englishService, 'zh-CN': chineseService satisfies typeof englishService } as const;

/** The messages of `service` in a language, by which verdicts on objectives are said. */
export function serviceMessages(language: QuoteLanguage): Say {
  return (key, parameters = {}) => fillIn(messageAt(services[appLanguageOf(language)], key), parameters);
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** How a quote writes figures in its language. */
export interface QuoteFormats {
  readonly money: (money: Money) => string;
  /** A price per something, to three significant digits. */
  readonly moneyRate: (rate: MoneyRate) => string;
  readonly count: (value: number) => string;
  /** Three significant digits. */
  readonly figure: (value: number) => string;
  /** Three significant digits, and all of those before the point. */
  readonly plain: (value: number) => string;
  readonly share: (fraction: number) => string;
  /** An exchange rate with the digits it has. */
  readonly rate: (value: number) => string;
  readonly day: (day: string) => string;
  readonly seconds: (seconds: number) => string;
  readonly kilowatts: (watts: number) => string;
  readonly gigabytes: (bytes: number) => string;
}

/** The narrow space of French is not in every font; the wide one that does not break is. */
const spaced = (text: string): string => text.replaceAll('\u202f', '\u00a0');

/** A share in per cent as the language writes it, with the decimals it has. */
function shareIn(language: QuoteLanguage): (fraction: number) => string {
  const written = shareWriter({ language, decimals: 4 });
  return (fraction) => spaced(written(fraction));
}

export function quoteFormats(language: QuoteLanguage): QuoteFormats {
  const count = new Intl.NumberFormat(language);
  const figure = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const rate = new Intl.NumberFormat(language, { maximumSignificantDigits: 8 });
  const fixed = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const long = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
  const currencies = new Map<string, Intl.NumberFormat>();
  const currency = (code: string): Intl.NumberFormat => {
    const known =
      currencies.get(code) ?? new Intl.NumberFormat(language, { style: 'currency', currency: code });
    currencies.set(code, known);
    return known;
  };
  return {
    money: (money) => spaced(currency(money.currency).format(majorUnitsOf(money))),
    moneyRate: (rate) =>
      new Intl.NumberFormat(language, {
        style: 'currency',
        currency: rate.currency,
        minimumSignificantDigits: 3,
        maximumSignificantDigits: 3,
      }).format(majorUnitsOfRate(rate)),
    count: (value) => spaced(count.format(value)),
    figure: (value) => spaced(figure.format(value)),
    plain: (value) => (Math.abs(value) >= 100 ? count.format(Math.round(value)) : figure.format(value)),
    share: shareIn(language),
    rate: (value) => rate.format(value),
    day: (day) => {
      const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
      if (language !== 'en' && language !== 'zh-CN')
        return long.format(daysBetween('1970-01-01', day) * DAY_MILLISECONDS);
      return language === 'zh-CN'
        ? `${year}年${month}月${date}日`
        : `${date} ${MONTHS[month - 1] ?? ''} ${year}`;
    },
    seconds: (seconds) =>
      seconds < 1 ? `${figure.format(seconds * 1_000)} ms` : `${figure.format(seconds)} s`,
    kilowatts: (watts) => `${fixed.format(watts / 1_000)} kW`,
    gigabytes: (bytes) => `${figure.format(bytes / 1e9)} GB`,
  };
}
