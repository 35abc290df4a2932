import type about from '../../../resources/locales/en/about.json';
import type autofit from '../../../resources/locales/en/autofit.json';
import type bulk from '../../../resources/locales/en/bulk.json';
import type catalogue from '../../../resources/locales/en/catalogue.json';
import type checks from '../../../resources/locales/en/checks.json';
import commands from '../../../resources/locales/en/commands.json';
import type compare from '../../../resources/locales/en/compare.json';
import type cords from '../../../resources/locales/en/cords.json';
import type dates from '../../../resources/locales/en/dates.json';
import type designer from '../../../resources/locales/en/designer.json';
import type exchange from '../../../resources/locales/en/exchange.json';
import type cost from '../../../resources/locales/en/cost.json';
import type finance from '../../../resources/locales/en/finance.json';
import type floor from '../../../resources/locales/en/floor.json';
import type groups from '../../../resources/locales/en/groups.json';
import type help from '../../../resources/locales/en/help.json';
import type history from '../../../resources/locales/en/history.json';
import type layout from '../../../resources/locales/en/layout.json';
import library from '../../../resources/locales/en/library.json';
import type performance from '../../../resources/locales/en/performance.json';
import type power from '../../../resources/locales/en/power.json';
import type problems from '../../../resources/locales/en/problems.json';
import type prices from '../../../resources/locales/en/prices.json';
import type quote from '../../../resources/locales/en/quote.json';
import type remarks from '../../../resources/locales/en/remarks.json';
import type restore from '../../../resources/locales/en/restore.json';
import type service from '../../../resources/locales/en/service.json';
import type size from '../../../resources/locales/en/size.json';
import shell from '../../../resources/locales/en/shell.json';
import type start from '../../../resources/locales/en/start.json';
import type trace from '../../../resources/locales/en/trace.json';
import type trash from '../../../resources/locales/en/trash.json';

/** What the window itself says, whatever screen it shows: bundled in English, so that there is a text without waiting. */
export const shellMessages = { shell, library, commands } as const;

export type ShellNamespace = keyof typeof shellMessages;

/** What each screen, or a part of one, says, in a file of its own that is loaded with it; English fixes the keys. */
export interface ScreenMessages {
  readonly about: typeof about;
  readonly autofit: typeof autofit;
  readonly bulk: typeof bulk;
  readonly catalogue: typeof catalogue;
  readonly checks: typeof checks;
  readonly compare: typeof compare;
  readonly cords: typeof cords;
  readonly dates: typeof dates;
  readonly designer: typeof designer;
  readonly exchange: typeof exchange;
  readonly help: typeof help;
  readonly history: typeof history;
  readonly cost: typeof cost;
  readonly finance: typeof finance;
  readonly floor: typeof floor;
  readonly groups: typeof groups;
  readonly layout: typeof layout;
  readonly performance: typeof performance;
  readonly prices: typeof prices;
  readonly problems: typeof problems;
  readonly power: typeof power;
  readonly quote: typeof quote;
  readonly remarks: typeof remarks;
  readonly restore: typeof restore;
  readonly service: typeof service;
  readonly size: typeof size;
  readonly start: typeof start;
  readonly trace: typeof trace;
  readonly trash: typeof trash;
}

export type ScreenNamespace = keyof ScreenMessages;
export type Resources = typeof shellMessages & ScreenMessages;
export type Namespace = keyof Resources;
