import { useLanguage } from '#renderer/i18n/use-language';
import { CurrencyCode, majorUnitsOf, type Money } from '#shared/money/money';
import type { Language } from '#shared/language/language';
import { shareWriter, withUnit } from '#shared/language/written';
import { scaleFor } from '#shared/units/units';

/** A value as people read it: the figure, and its unit apart so that it can be set smaller. */
interface FormattedValue {
  readonly value: string;
  readonly unit: string;
}

export interface ValueRange {
  readonly low: number;
  readonly typical: number;
  readonly high: number;
}

export interface Formats {
  /** A plain number with at most so many decimals, two unless told otherwise. */
  readonly number: (value: number, decimals?: number) => string;
  readonly percent: (fraction: number, decimals?: number) => string;
  /** A difference as a share, with its sign. */
  readonly change: (fraction: number) => string;
  /** A quantity in the unit that suits its size, three significant digits unless it is a whole number below 10,000. */
  readonly quantity: (value: number, unit: string) => FormattedValue;
  /** The same in one text. */
  readonly shown: (value: number, unit: string) => string;
  /** Low and high in the unit that suits the typical value: `251–334`; undefined where both read alike. */
  readonly bounds: (range: ValueRange, unit: string) => string | undefined;
  readonly money: (money: Money) => string;
  /** Money at a glance: $13.0M, 1300万美元. */
  readonly moneyShort: (money: Money) => string;
  readonly day: (milliseconds: number) => string;
  readonly instant: (milliseconds: number) => string;
}

const currencies: ReadonlySet<string> = new Set(CurrencyCode.options);
const isCurrency = (unit: string): unit is CurrencyCode => currencies.has(unit);

const made = new Map<Language, Formats>();

/** Every number, amount and date on the screens is written by these, through `Intl`. */
function formatsIn(language: Language): Formats {
  const known = made.get(language) ?? makeFormats(language);
  made.set(language, known);
  return known;
}

function makeFormats(language: Language): Formats {
  const significant = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 });
  const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const change = shareWriter({ language, decimals: 1, signed: true });
  const plain = byDecimals(
    (maximumFractionDigits) => new Intl.NumberFormat(language, { maximumFractionDigits }),
  );
  const percent = byDecimals((decimals) => shareWriter({ language, decimals }));
  const dayFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
  const instantFormat = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const three = (value: number) => (Math.abs(value) >= 100 ? whole.format(value) : significant.format(value));
  const money = (compact: boolean, { amount, currency }: Money) =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(compact ? { notation: 'compact', maximumSignificantDigits: 3 } : {}),
    }).format(majorUnitsOf({ amount, currency }));

  const quantity = (value: number, unit: string): FormattedValue => {
    if (isCurrency(unit)) return { value: money(true, { amount: value, currency: unit }), unit: '' };
    const scale = scaleFor(value, unit);
    return { value: three(value / scale.by), unit: scale.unit === '1' ? '' : scale.unit };
  };

  return {
    number: (value, decimals = 2) => plain(decimals).format(value),
    percent: (fraction, decimals = 0) => percent(decimals)(fraction),
    change,
    quantity,
    shown: (value, unit) => {
      const parts = quantity(value, unit);
      return withUnit(parts.value, parts.unit, language);
    },
    bounds: ({ low, typical, high }, unit) => {
      const by = isCurrency(unit) ? 1 : scaleFor(typical, unit).by;
      const shown = (value: number) => (isCurrency(unit) ? quantity(value, unit).value : three(value / by));
      const [from, to] = [shown(low), shown(high)];
      return from === to ? undefined : `${from}–${to}`;
    },
    money: (amount) => money(false, amount),
    moneyShort: (amount) => money(true, amount),
    day: (milliseconds) => dayFormat.format(milliseconds),
    instant: (milliseconds) => instantFormat.format(milliseconds),
  };
}

/** One format for each number of decimals: making one takes far longer than using it. */
function byDecimals<Made>(make: (decimals: number) => Made): (decimals: number) => Made {
  const made = new Map<number, Made>();
  return (decimals) => {
    const known = made.get(decimals) ?? make(decimals);
    made.set(decimals, known);
    return known;
  };
}

/** The formats of the language on the screen. */
export const useFormats = (): Formats => formatsIn(useLanguage());

/** A quantity as one text with its unit. */
export const useShown = (): Formats['shown'] => useFormats().shown;
