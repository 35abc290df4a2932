import { createStore } from 'zustand/vanilla';
import { withNames } from '#shared/catalogue/names';
import { ScenarioId } from '#shared/ids';
import type { Refusal } from '#shared/refusal';
import { failure, success, type Result } from '#shared/result';
import type { UserPrice } from '#shared/scenario/user-catalogue';
import type { Api } from '../api/api';
import type { OwnPriceBook } from '../api/own-price-book';
import { backedUpScenarios } from '../documents/backed-up';
import { backupRowsIn } from '../documents/backup-rows';
import { backupsOf } from '../documents/backups';
import { comparisonsIn } from '../documents/compared';
import { databaseNamed, type Database } from '../documents/database';
import { documentsOf, scenarioOf } from '../documents/documents';
import { libraryIdOf } from '../documents/library-id';
import { libraryClaim } from '../documents/library-claim';
import { plannedStepwise } from '../documents/plan-steps';
import { planPreview } from '../documents/plan-preview';
import { plansFrom } from '../documents/plans';
import { quotesIn } from '../documents/quotes';
import { rememberedIn } from '../documents/remembered';
import { repositoryOf } from '../documents/repository';
import { storageGate } from '../documents/storage-gate';
import { storageRecovery } from '../documents/storage-recovery';
import { selectionHolder } from '../documents/selection';
import { restoringInto } from '../documents/restore';
import { userPricesIn } from '../documents/user-prices';
import { verdictsFrom } from '../documents/verdicts';
import { keepAutomatically } from '../documents/versions/automatic';
import { versionsFetchedLater } from '../documents/versions/fetched-later';
import type { VersionsState } from '../documents/versions/versions';
import type { Workbench } from '../documents/workbench';
import { actionRegistry } from './actions';
import { followAppearance } from './appearance';
import { catalogueNamesIn, spokenLanguage } from '../i18n/i18n';
import { refusalText } from '../i18n/refusal-text';
import { whenIdle } from './idle-work';
import { noticesHolder } from './notices';
import { rememberView } from './remember-view';
import { scenarioKey } from './settings';

/** The entries of a record as a list, the same one as long as it is the same record. */
function listOf<Entry>(): (record: Readonly<Record<string, Entry>>) => readonly Entry[] {
  let last: { readonly record: unknown; readonly list: readonly Entry[] } = { record: undefined, list: [] };
  return (record) => {
    if (record !== last.record) last = { record, list: Object.values(record) };
    return last.list;
  };
}

const newScenarioId = (): ScenarioId => ScenarioId.parse(crypto.randomUUID());

/** Makes what a window works with and reads the library. Refuses where the main side does not answer. */
export async function startWorkbench(
  { api, priceBook }: { readonly api: Api; readonly priceBook: OwnPriceBook },
  database: Database = databaseNamed(),
): Promise<Result<Workbench, Refusal>> {
  const gate = storageGate({ api });
  gate.guard(database);
  const repository = repositoryOf(database, Date.now);
  const remembered = rememberedIn(database);
  const documents = documentsOf({
    repository,
    now: Date.now,
    newScenarioId,
    pass: gate.pass,
    keepCurrent: (id) => remembered.keep(scenarioKey.key, id),
  });
  const quotes = quotesIn(database, documents);
  const prices = userPricesIn(database, documents);
  const comparisons = comparisonsIn(database, documents);
  const priceList = listOf<UserPrice>();
  priceBook.follow(() => priceList(prices.store.getState().records));
  const notices = noticesHolder();
  const tell = (refusal: Refusal) => notices.notify({ kind: 'problem', text: refusalText(refusal) });
  const store = createStore<VersionsState>(() => ({ lists: {} }));
  const versions = versionsFetchedLater({
    store,
    fetch: async () => {
      const { versionsOf, versionTable } = await import('../documents/versions');
      return versionsOf({
        store,
        table: versionTable(database),
        documents,
        now: Date.now,
        newId: () => crypto.randomUUID(),
        onFailure: tell,
      });
    },
  });
  keepAutomatically({ documents, versions, now: Date.now, onFailure: tell });
  const rows = backupRowsIn(database, () => {
    if (!documents.store.getState().changedSinceBackup)
      documents.store.setState({ changedSinceBackup: true });
  });
  // Known for good once it is known, also where the database is lost under the window.
  let ownId: string | undefined;
  const ownLibrary = async () => (ownId ??= await libraryIdOf(database));
  watchOtherWindows(database, documents);
  const claim = libraryClaim({
    onTakenOver: () => letGo(database, documents),
    onLost: () => writeNoMore(database, documents),
  });
  const room = await gate.ask(0);
  if (!room.mayOpen) documents.store.setState({ phase: 'failed', failure: 'noRoom' });
  else if (await claim.hold()) await documents.start();
  else documents.store.setState({ phase: 'failed', failure: 'elsewhere' });
  if (documents.store.getState().phase === 'ready') {
    await Promise.all([remembered.load(), quotes.load(), prices.load(), comparisons.load()]);
  }
  await followAppearance(remembered);
  const published = await api.catalogue({});
  if (!published.ok) return failure(published.error);
  const plans = plansFrom(plannedStepwise(api.planStep, crypto.randomUUID()));
  const verdicts = verdictsFrom((question) => api.serviceVerdicts(question));
  plans.store.subscribe(({ plan, scenario, pending }) => {
    const open = scenarioOf(documents.store.getState());
    if (open === undefined || (open.id === scenario && !pending)) verdicts.request(open, plan);
  });
  documents.store.subscribe((state) => plans.request(scenarioOf(state)));
  prices.store.subscribe(plans.refresh);
  const workbench: Workbench = {
    api,
    get catalogue() {
      return withNames(published.value, catalogueNamesIn(spokenLanguage()));
    },
    documents,
    plans,
    verdicts,
    preview: planPreview(plannedStepwise(api.planStep, crypto.randomUUID())),
    selection: selectionHolder(),
    remembered,
    notices,
    actions: actionRegistry(),
    backups: backupsOf({ api, documents, rows, library: ownLibrary }),
    ownLibrary,
    restoring: restoringInto({ api, database, documents, quotes, prices, comparisons, versions: store }),
    quotes,
    prices,
    priceBook,
    versions,
    comparisons,
    takeOver: claim.takeOver,
    recovery: storageRecovery({
      backedUp: async (ids) => backedUpScenarios(api, await ownLibrary(), ids),
      ...{ api, database, gate, documents, quotes, prices, comparisons, remembered },
    }),
  };
  rememberView(workbench);
  saveOnLeaving(workbench);
  // What the last run left without a backup, such as edits just before a browser was closed, is backed up now.
  if (documents.store.getState().phase === 'ready') whenIdle(workbench.backups.backUp);
  void askForPersistence(workbench);
  return success(workbench);
}

/** Another window that wants to upgrade, or holds an older version open, must not leave this one writing into nothing. */
function watchOtherWindows(database: Database, { store }: Workbench['documents']): void {
  database.on('blocked', () => store.setState({ phase: 'failed', failure: 'blocked' }));
  database.on('versionchange', () => {
    database.close();
    store.setState({ phase: 'failed', failure: 'outdated' });
  });
}

/** Another window works on from what this one saves last. */
async function letGo(database: Database, documents: Workbench['documents']): Promise<void> {
  await documents.flush();
  writeNoMore(database, documents);
}

function writeNoMore(database: Database, { store }: Workbench['documents']): void {
  database.close();
  store.setState({ phase: 'failed', failure: 'elsewhere' });
}

/** How long a window that is being closed waits for its backup. */
const LEAVING_MILLISECONDS = 4_000;

/**
 * The last edits and a backup go out before the window is hidden or closed. The desktop's window stays until that is
 * done, for a few seconds at most; a browser lets no page hold it, so what is missing is backed up at the next start.
 */
function saveOnLeaving({ documents, backups }: Workbench): void {
  const isBehind = () => {
    const { changedSinceBackup, saving, phase } = documents.store.getState();
    return phase === 'ready' && (changedSinceBackup || saving.kind !== 'saved');
  };
  const save = () => {
    void documents.flush();
    if (isBehind()) void backups.backUp();
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save();
  });
  window.addEventListener('pagehide', save);
  if (!('fleetwright' in window)) return;
  let mayLeave = false;
  window.addEventListener('beforeunload', (event) => {
    if (mayLeave || !isBehind()) return;
    event.preventDefault();
    const patience = new Promise((resolve) => setTimeout(resolve, LEAVING_MILLISECONDS));
    void Promise.race([backups.backUp(), patience]).finally(() => {
      mayLeave = true;
      window.close();
    });
  });
}

/** Asks until the platform agrees to keep the storage when space runs short; the answer changes nothing else. */
async function askForPersistence({ remembered }: Workbench): Promise<void> {
  const key = 'storage.persistent';
  if (remembered.store.getState()[key] === true || !('storage' in navigator)) return;
  remembered.set(key, await navigator.storage.persist().catch(() => false));
}
