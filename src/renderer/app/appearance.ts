import { z } from '#shared/zod';
import type { Remembered } from '../documents/remembered';
import { languages, type Language } from '#shared/language';
import { languageFor, speak } from '../i18n/i18n';
import { languageKey, themeKey, themes } from './settings';

/** Keeps the document's language and theme as the user chose them, or as the system has them, from the first text on. */
export async function followAppearance({ store }: Remembered): Promise<void> {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const wanted = (): Language =>
    z.enum(languages).safeParse(store.getState()[languageKey.key]).data ?? languageFor(navigator.languages);
  const applyLanguage = async (): Promise<void> => {
    const language = wanted();
    if (document.documentElement.lang === language) return;
    document.documentElement.lang = language;
    await speak(language);
    // Two quick changes may finish out of turn; the later choice holds.
    if (wanted() !== language) await speak(wanted());
  };
  const applyTheme = (): void => {
    const theme = z.enum(themes).safeParse(store.getState()[themeKey.key]).data ?? 'system';
    const system = dark.matches ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = theme === 'system' ? system : theme;
  };
  const apply = (): void => {
    void applyLanguage();
    applyTheme();
  };
  store.subscribe(apply);
  dark.addEventListener('change', applyTheme);
  applyTheme();
  await applyLanguage();
}
