import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chinese, english } from './resources';

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };

/** The language that suits the reader's system. */
export const languageFor = (tags: readonly string[]): Language =>
  tags[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';

export const i18n = createInstance();

/** Messages are bundled, so that the first text is right without waiting. */
void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  supportedLngs: languages,
  load: 'currentOnly',
  initAsync: false,
  defaultNS: 'shell',
  ns: Object.keys(english),
  resources: { en: english, 'zh-CN': chinese },
  interpolation: { escapeValue: false },
  returnNull: false,
});
