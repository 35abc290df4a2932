import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { english } from './resources';

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };

/** The language that suits the reader's system. */
export const languageFor = (tags: readonly string[]): Language =>
  tags[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';

export const i18n = createInstance();

/** English is bundled, so that there is a text for everything without waiting. */
void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  supportedLngs: languages,
  load: 'currentOnly',
  initAsync: false,
  defaultNS: 'shell',
  ns: Object.keys(english),
  resources: { en: english },
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** Turns the screens to a language, after loading its messages where they are not there yet. */
export async function speak(language: Language): Promise<void> {
  if (language === 'zh-CN' && !i18n.hasResourceBundle('zh-CN', 'shell')) {
    const { chinese } = await import('./chinese');
    for (const [namespace, messages] of Object.entries(chinese)) {
      i18n.addResourceBundle('zh-CN', namespace, messages);
    }
  }
  await i18n.changeLanguage(language);
}
