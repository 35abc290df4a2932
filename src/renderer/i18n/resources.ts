import catalogue from '../../../resources/locales/en/catalogue.json';
import checks from '../../../resources/locales/en/checks.json';
import commands from '../../../resources/locales/en/commands.json';
import compare from '../../../resources/locales/en/compare.json';
import layout from '../../../resources/locales/en/layout.json';
import library from '../../../resources/locales/en/library.json';
import problems from '../../../resources/locales/en/problems.json';
import quote from '../../../resources/locales/en/quote.json';
import shell from '../../../resources/locales/en/shell.json';
import trace from '../../../resources/locales/en/trace.json';

/** The screens' messages, one namespace per feature; English fixes the keys. */
export const english = {
  shell,
  library,
  commands,
  problems,
  trace,
  layout,
  compare,
  quote,
  catalogue,
  checks,
} as const;

export type Resources = typeof english;
export type Namespace = keyof Resources;
