import { useLanguage } from '../i18n/use-language';
import { formatsIn, type Formats } from './format';

/** The formats of the language on the screen. */
export const useFormats = (): Formats => formatsIn(useLanguage());
