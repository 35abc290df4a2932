import english from '../../../../resources/locales/en/compare.json';
import englishService from '../../../../resources/locales/en/service.json';
import chinese from '../../../../resources/locales/zh-CN/compare.json';
import chineseService from '../../../../resources/locales/zh-CN/service.json';
import type { Speaking } from '#shared/compare-words';
import type { Language } from '#shared/language';
import { fillIn, type Parameters } from '#shared/fill-in';
import { messageAt } from '#shared/message-at';
import { currencyOfUnit, majorUnitsOf } from '#shared/money';
import type { Range } from '#shared/range';
import { scaleFor } from '#shared/unit-scale';

const catalogues: Readonly<Record<Language, unknown>> = { en: english, 'zh-CN': chinese };
const services: Readonly<Record<Language, unknown>> = { en: englishService, 'zh-CN': chineseService };

/** How a report writes words and figures in its language. */
export interface ReportWords {
  readonly language: Language;
  /** A message of the catalogue `compare` by its path; the path itself where there is none. */
  readonly say: (path: string, parameters?: Parameters) => string;
  readonly speaking: Speaking;
  readonly quantity: (value: number, unit: string) => string;
  /** The typical value, and the range where it is not known exactly. */
  readonly range: (range: Range, unit: string) => string;
  /** A difference with its sign. */
  readonly difference: (value: number, unit: string) => string;
  readonly change: (share: number) => string;
  readonly percent: (share: number) => string;
}

const NAMES = 8;
const WHOLE_FROM = 100;

export function reportWords(language: Language): ReportWords {
  const say = (path: string, parameters: Parameters = {}): string => {
    const text = textAt(catalogues[language], path);
    return text === undefined ? path : fillIn(text, parameters);
  };
  const significant = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const signedShare = new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: 1,
    signDisplay: 'exceptZero',
  });
  const number = (value: number): string =>
    (Math.abs(value) >= WHOLE_FROM ? whole : significant).format(value);
  const moneyFormat = (currency: string, small: boolean) =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(small ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 }),
    });
  const quantity = (value: number, unit: string): string => {
    const currency = currencyOfUnit(unit);
    if (currency !== undefined) {
      const major = majorUnitsOf({ amount: value, currency });
      return moneyFormat(currency, Math.abs(major) < WHOLE_FROM).format(major);
    }
    const scale = scaleFor(value, unit);
    return `${number(value / scale.by)}${scale.unit === '1' ? '' : ` ${scale.unit}`}`;
  };
  return {
    language,
    say,
    quantity,
    change: (fraction) => signedShare.format(fraction),
    percent: (fraction) => share.format(fraction),
    difference: (value, unit) => `${value > 0 ? '+' : ''}${quantity(value, unit)}`,
    range: ({ low, typical, high }, unit) => {
      const [from, to] = [quantity(low, unit), quantity(high, unit)];
      const text = quantity(typical, unit);
      return from === to ? text : `${text} (${from} – ${to})`;
    },
    speaking: {
      say: (key, parameters) => say(`verdict.${key}`, parameters),
      service: (key, parameters = {}) => fillIn(messageAt(services[language], key), parameters),
      words: {
        number,
        percent: (fraction) => share.format(fraction),
        seconds: (seconds) => quantity(seconds, 's'),
        list: (names) =>
          (names.length <= NAMES
            ? names
            : [...names.slice(0, NAMES), say('andMore', { count: names.length - NAMES })]
          ).join(say('listSeparator')),
      },
    },
  };
}

function textAt(tree: unknown, path: string): string | undefined {
  let node: unknown = tree;
  for (const key of path.split('.')) {
    node =
      typeof node === 'object' && node !== null && Object.hasOwn(node, key)
        ? (node as Readonly<Record<string, unknown>>)[key]
        : undefined;
  }
  return typeof node === 'string' ? node : undefined;
}
