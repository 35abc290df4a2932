import { useSyncExternalStore } from 'react';
import type { Language } from '#shared/language/language';
import { message, onLanguage, spokenLanguage } from './i18n';

/** The language of the screen; the component re-renders when it changes. */
export const useLanguage = (): Language => useSyncExternalStore(onLanguage, spokenLanguage);

/** One function per language, so that what is memoised by it follows the language. */
const messages: Readonly<Record<Language, typeof message>> = {
  en: (key, params) => message(key, params),
  'zh-CN': (key, params) => message(key, params),
};

/** Messages of any namespace by their full key, such as `shell:undo`; the component follows the language. */
export const useMessage = (): typeof message => messages[useLanguage()];
