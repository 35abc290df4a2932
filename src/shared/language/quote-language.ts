import { z } from '#shared/schema/zod';
import type { Language } from './language';

/** The languages that a quote may be in: the buyer's, whatever the app speaks. */
export const quoteLanguages = ['en', 'zh-CN', 'de', 'fr', 'es', 'ja'] as const;

export const QuoteLanguage = z.enum(quoteLanguages);
export type QuoteLanguage = z.infer<typeof QuoteLanguage>;

/** Each by its own name. */
export const quoteLanguageNames: Readonly<Record<QuoteLanguage, string>> = {
  en: 'English',
  'zh-CN': '中文',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ja: '日本語',
};

/** The language of the app nearest to a quote's: where only the app has the words, such as a problem of the plan. */
export const appLanguageOf = (language: QuoteLanguage): Language => (language === 'zh-CN' ? 'zh-CN' : 'en');
