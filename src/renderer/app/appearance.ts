import { z } from '#shared/zod';
import type { Remembered } from '../documents/remembered';
import { i18n, languageFor, languages } from '../i18n/i18n';
import { languageKey, themeKey, themes } from './settings';

/** Keeps the document's language and theme as the user chose them, or as the system has them. */
export function followAppearance({ store }: Remembered): void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const stored = store.getState();
    const language =
      z.enum(languages).safeParse(stored[languageKey.key]).data ?? languageFor(navigator.languages);
    if (i18n.language !== language) void i18n.changeLanguage(language);
    document.documentElement.lang = language;
    const theme = z.enum(themes).safeParse(stored[themeKey.key]).data ?? 'system';
    const system = dark.matches ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = theme === 'system' ? system : theme;
  };
  apply();
  store.subscribe(apply);
  dark.addEventListener('change', apply);
}
