import chinese from '../../../resources/catalogue-names/zh-CN.json';
import { type Catalogue, withNames } from '#shared/catalogue/catalogue';
import type { Language } from '#shared/language/language';

/** The catalogue with the names that its entries have in a language; its own names are English. */
export const namedIn = (language: Language, catalogue: Catalogue): Catalogue =>
  withNames(catalogue, language === 'zh-CN' ? chinese : undefined);
