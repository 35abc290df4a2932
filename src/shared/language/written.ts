import type { Language } from './language';
import type { QuoteLanguage } from './quote-language';

/** What follows the figure of a share: a space and the sign in English (SI Brochure, 5.4.7), the sign alone in Chinese. */
const signs = { en: ' %', 'zh-CN': '%' } as const satisfies Readonly<Record<Language, string>>;

/** A figure that is written already, with its unit: `12.5 kW`, `61 %`, `72` where the unit is `1` or none. */
export function withUnit(figure: string, unit: string, language: Language = 'en'): string {
  if (unit === '%') return `${figure}${signs[language]}`;
  return unit === '1' || unit === '' ? figure : `${figure} ${unit}`;
}

interface ShareFormat {
  /** A language of the app; or another, which buyers read, as its own rules write shares. */
  readonly language?: Language | QuoteLanguage;
  /** Digits after the point. */
  readonly decimals?: number;
  /** Whether zeros fill those digits, as in columns. */
  readonly padded?: boolean;
  /** A difference: with its sign. */
  readonly signed?: boolean;
}

/**
 * Writes shares in percent, the same way on every screen, in every command, report and quote. One writer for many shares: making
 * a format takes far longer than using it.
 */
export function shareWriter({
  language = 'en',
  decimals = 0,
  padded = false,
  signed = false,
}: ShareFormat = {}): (share: number) => string {
  const format = new Intl.NumberFormat(language, {
    style: 'percent',
    maximumFractionDigits: decimals,
    minimumFractionDigits: padded ? decimals : 0,
    signDisplay: signed ? 'exceptZero' : 'auto',
  });
  const sign = language in signs ? signs[language as Language] : undefined;
  return (share) => {
    const written = format.format(share);
    return sign === undefined ? written : written.replace('%', sign);
  };
}
