import { createContext, use } from 'react';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { ActionRegistry } from '#renderer/shell/actions';
import type { Notices } from '#renderer/shell/notices';
import type { Api } from '#renderer/api/client';
import type { OwnPriceBook } from '#renderer/api/own';
import type { Backups } from './backups';
import type { Comparisons } from './compared';
import type { Documents } from './documents';
import type { PlanPreview, Plans } from './plans';
import type { Quotes } from './quotes';
import type { Restoring } from './restore';
import type { Remembered } from './remembered';
import type { StorageRecovery } from './storage-recovery';
import type { SelectionHolder } from './selection';
import type { UserLibrary } from './user-library';
import type { UserPrices } from './user-prices';
import type { Verdicts } from './verdicts';
import type { Versions } from './versions/versions';

/** Everything that a window works with, made once at the start and handed down. */
export interface Workbench {
  readonly api: Api;
  /** With the user's library in it, and the names that published entries have in the language of the window. */
  readonly catalogue: Catalogue;
  readonly documents: Documents;
  readonly plans: Plans;
  /** What the open scenario reaches of its workloads' objectives. */
  readonly verdicts: Verdicts;
  /** Plans what the open scenario would be after an edit that is not made yet. */
  readonly preview: PlanPreview;
  readonly selection: SelectionHolder;
  readonly remembered: Remembered;
  readonly notices: Notices;
  readonly actions: ActionRegistry;
  readonly backups: Backups;
  readonly restoring: Restoring;
  /** The name under which the backups of this library are kept. */
  readonly ownLibrary: () => Promise<string>;
  readonly quotes: Quotes;
  readonly prices: UserPrices;
  /** The user's own models, parts and servers, for all scenarios. */
  readonly library: UserLibrary;
  /** The same as calls take them along, and as files carry them. */
  readonly priceBook: OwnPriceBook;
  readonly versions: Versions;
  readonly comparisons: Comparisons;
  /** Lets this window have the library that another one holds; a reload then starts on it. */
  readonly takeOver: () => Promise<void>;
  /** What is done once the library can no longer be written. */
  readonly recovery: StorageRecovery;
}

export const WorkbenchContext = createContext<Workbench | undefined>(undefined);

export function useWorkbench(): Workbench {
  const workbench = use(WorkbenchContext);
  if (!workbench) throw new Error('A workbench hook was used outside of WorkbenchContext');
  return workbench;
}
