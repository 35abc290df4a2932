import catalogue from '../../../resources/locales/en/catalogue.json';
import checks from '../../../resources/locales/en/checks.json';
import commands from '../../../resources/locales/en/commands.json';
import compare from '../../../resources/locales/en/compare.json';
import formulas from '../../../resources/locales/en/formulas.json';
import layout from '../../../resources/locales/en/layout.json';
import library from '../../../resources/locales/en/library.json';
import problems from '../../../resources/locales/en/problems.json';
import quote from '../../../resources/locales/en/quote.json';
import shell from '../../../resources/locales/en/shell.json';
import trace from '../../../resources/locales/en/trace.json';
import catalogueZh from '../../../resources/locales/zh-CN/catalogue.json';
import checksZh from '../../../resources/locales/zh-CN/checks.json';
import commandsZh from '../../../resources/locales/zh-CN/commands.json';
import compareZh from '../../../resources/locales/zh-CN/compare.json';
import formulasZh from '../../../resources/locales/zh-CN/formulas.json';
import layoutZh from '../../../resources/locales/zh-CN/layout.json';
import libraryZh from '../../../resources/locales/zh-CN/library.json';
import problemsZh from '../../../resources/locales/zh-CN/problems.json';
import quoteZh from '../../../resources/locales/zh-CN/quote.json';
import shellZh from '../../../resources/locales/zh-CN/shell.json';
import traceZh from '../../../resources/locales/zh-CN/trace.json';

/** The screens' messages, one namespace per feature; English fixes the keys. */
export const english = {
  shell,
  library,
  commands,
  problems,
  trace,
  formulas,
  layout,
  compare,
  quote,
  catalogue,
  checks,
} as const;

export type Resources = typeof english;
export type Namespace = keyof Resources;

export const chinese: Readonly<Record<Namespace, object>> = {
  shell: shellZh,
  library: libraryZh,
  commands: commandsZh,
  problems: problemsZh,
  trace: traceZh,
  formulas: formulasZh,
  layout: layoutZh,
  compare: compareZh,
  quote: quoteZh,
  catalogue: catalogueZh,
  checks: checksZh,
};
