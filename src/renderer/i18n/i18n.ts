import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { shellMessages, type Namespace, type ScreenNamespace } from './resources';

export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', 'zh-CN': '简体中文' };

/** The language that suits the reader's system. */
export const languageFor = (tags: readonly string[]): Language =>
  tags[0]?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';

export const i18n = createInstance();

void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  supportedLngs: languages,
  load: 'currentOnly',
  initAsync: false,
  defaultNS: 'shell',
  ns: Object.keys(shellMessages),
  resources: { en: shellMessages },
  interpolation: { escapeValue: false },
  returnNull: false,
});

const files = import.meta.glob<object>(
  [
    '../../../resources/locales/*/*.json',
    '!../../../resources/locales/*/desktop.json',
    '!../../../resources/locales/*/drawing.json',
    '!../../../resources/locales/*/quote-document.json',
  ],
  { import: 'default' },
);

/** The namespaces that somebody shows; a language that is spoken later must have them too. */
const shown = new Set<Namespace>(Object.keys(shellMessages) as Namespace[]);

/** The language whose messages are being fetched, or that is spoken already. */
const spoken: { language: Language } = { language: 'en' };

/** Fetches the messages of screens in the language of the window; call it before they are shown. */
export async function loadMessages(namespaces: readonly ScreenNamespace[]): Promise<void> {
  for (const namespace of namespaces) shown.add(namespace);
  await fetchMessages(spoken.language);
}

/** Turns the screens to a language, after loading its messages where they are not there yet. */
export async function speak(language: Language): Promise<void> {
  spoken.language = language;
  await fetchMessages(language);
  await i18n.changeLanguage(language);
}

async function fetchMessages(language: Language): Promise<void> {
  const missing = [...shown].filter((namespace) => !i18n.hasResourceBundle(language, namespace));
  await Promise.all(
    missing.map(async (namespace) => {
      const load = files[`../../../resources/locales/${language}/${namespace}.json`];
      if (!load) throw new Error(`There are no ${language} messages for ${namespace}`);
      i18n.addResourceBundle(language, namespace, await load());
    }),
  );
}
