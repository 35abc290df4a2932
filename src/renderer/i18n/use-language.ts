import { useTranslation } from 'react-i18next';
import { languages, type Language } from './i18n';
import { message } from './message';

/** The language of the screen; the component re-renders when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languages.find((language) => language === i18n.resolvedLanguage) ?? 'en';
}

/** Messages of any namespace by their full key, such as `shell:undo`; the component follows the language. */
export function useMessage(): typeof message {
  useLanguage();
  return message;
}
