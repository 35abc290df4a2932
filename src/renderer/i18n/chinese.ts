import catalogueZh from '../../../resources/locales/zh-CN/catalogue.json';
import checksZh from '../../../resources/locales/zh-CN/checks.json';
import commandsZh from '../../../resources/locales/zh-CN/commands.json';
import compareZh from '../../../resources/locales/zh-CN/compare.json';
import layoutZh from '../../../resources/locales/zh-CN/layout.json';
import libraryZh from '../../../resources/locales/zh-CN/library.json';
import problemsZh from '../../../resources/locales/zh-CN/problems.json';
import quoteZh from '../../../resources/locales/zh-CN/quote.json';
import shellZh from '../../../resources/locales/zh-CN/shell.json';
import traceZh from '../../../resources/locales/zh-CN/trace.json';
import type { Namespace } from './resources';

/** The screens' messages in Simplified Chinese; a chunk of its own, loaded when it is first spoken. */
export const chinese: Readonly<Record<Namespace, object>> = {
  shell: shellZh,
  library: libraryZh,
  commands: commandsZh,
  problems: problemsZh,
  trace: traceZh,
  layout: layoutZh,
  compare: compareZh,
  quote: quoteZh,
  catalogue: catalogueZh,
  checks: checksZh,
};
