import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Scenario } from '#shared/scenario/schema';
import type { Language } from '#shared/language/language';
import type { MeasuredCase } from '#shared/validation/validation';

/** The data that ship with the product: sound by their schemas and by what they say of one another. */
export interface ProductData {
  readonly catalogue: Catalogue;
  /** The examples with what a user reads in them in a language. */
  readonly examplesIn: (language: Language) => Promise<readonly Scenario[]>;
  readonly measured: () => Promise<readonly MeasuredCase[]>;
}

/** The files that a build lays out, where a start reads them without checking them again. */
export const builtFiles = {
  catalogue: 'catalogue.json',
  examples: { en: 'examples-en.json', 'zh-CN': 'examples-zh-CN.json' },
  measured: 'measured.json',
} as const satisfies { readonly examples: Readonly<Record<Language, string>> } & Record<string, unknown>;
