import { createStore } from 'zustand/vanilla';
import type { Api } from '#renderer/api/client';
import { desktopBridge } from '#renderer/api/desktop-bridge';
import type { Own } from '#renderer/api/own';
import { whenIdle } from '#renderer/components/fetched-later';
import { backupRowsIn } from '#renderer/documents/backup-rows';
import { backedUpScenarios, backupsOf, libraryIdOf } from '#renderer/documents/backups';
import { comparisonsIn } from '#renderer/documents/compared';
import { type Database, databaseNamed } from '#renderer/documents/database';
import { documentsOf, scenarioOf } from '#renderer/documents/documents';
import { libraryClaim } from '#renderer/documents/library-claim';
import { plannedStepwise, planPreview, plansFrom } from '#renderer/documents/plans';
import { quotesIn } from '#renderer/documents/quotes';
import { type Remembered, rememberedIn } from '#renderer/documents/remembered';
import { repositoryOf } from '#renderer/documents/repository';
import { restoringInto } from '#renderer/documents/restore';
import { selectionHolder } from '#renderer/documents/selection';
import { storageGate } from '#renderer/documents/storage-gate';
import { storageRecovery } from '#renderer/documents/storage-recovery';
import { libraryInUse, userLibraryIn } from '#renderer/documents/user-library';
import { userPricesIn } from '#renderer/documents/user-prices';
import { verdictsFrom } from '#renderer/documents/verdicts';
import { keepAutomatically } from '#renderer/documents/versions/automatic';
import { versionsFetchedLater } from '#renderer/documents/versions/fetched-later';
import type { VersionsState } from '#renderer/documents/versions/versions';
import type { Workbench } from '#renderer/documents/workbench';
import { catalogueNamesIn, languageFor, speak, spokenLanguage } from '#renderer/i18n/i18n';
import { refusalText } from '#renderer/i18n/refusal-text';
import { withNames } from '#shared/catalogue/catalogue';
import { withLaid } from '#shared/library/laid-library';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import type { UserPrice } from '#shared/scenario/user-catalogue';
import { ScenarioId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { type Language, languages } from '#shared/language/language';
import { actionRegistry } from '#renderer/shell/actions';
import { noticesHolder } from '#renderer/shell/notices';
import { rememberView } from './remember-view';
import { languageKey, scenarioKey, themeKey, themes } from './settings';

/** Keeps the document's language and theme as the user chose them, or as the system has them, from the first text on. */
async function followAppearance({ store }: Remembered): Promise<void> {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const wanted = (): Language =>
    z.enum(languages).safeParse(store.getState()[languageKey.key]).data ?? languageFor(navigator.languages);
  const applyLanguage = async (): Promise<void> => {
    const language = wanted();
    if (document.documentElement.lang === language) return;
    document.documentElement.lang = language;
    await speak(language);
    // Two quick changes may finish out of turn; the later choice holds.
    if (wanted() !== language) await speak(wanted());
  };
  const applyTheme = (): void => {
    const theme = z.enum(themes).safeParse(store.getState()[themeKey.key]).data ?? 'system';
    const system = dark.matches ? 'dark' : 'light';
    document.documentElement.dataset['theme'] = theme === 'system' ? system : theme;
  };
  const apply = (): void => {
    void applyLanguage();
    applyTheme();
  };
  store.subscribe(apply);
  dark.addEventListener('change', applyTheme);
  applyTheme();
  await applyLanguage();
}

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
  { api, own }: { readonly api: Api; readonly own: Own },
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
  own.book.follow(() => priceList(prices.store.getState().records));
  const library = userLibraryIn({ api, database, documents });
  const inUse = libraryInUse({ library, documents });
  own.followLibrary(inUse);
  const notices = noticesHolder();
  const tell = (refusal: Refusal) => notices.notify({ kind: 'problem', text: refusalText(refusal) });
  const store = createStore<VersionsState>(() => ({ lists: {} }));
  const versions = versionsFetchedLater({
    store,
    fetch: async () => {
      const { versionsOf, versionTable } = await import('#renderer/documents/versions/index');
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
    await Promise.all([remembered.load(), quotes.load(), prices.load(), comparisons.load(), library.load()]);
  }
  await followAppearance(remembered);
  const published = await api.catalogue({});
  if (!published.ok) return failure(published.error);
  const plans = plansFrom(plannedStepwise(api.planStep, crypto.randomUUID()));
  const verdicts = verdictsFrom((question) => api.serviceVerdicts(question));
  plans.store.subscribe(({ plan, scenario, pending }) => {
    const open = scenarioOf(documents.store.getState());
    if (open === undefined || (open.id === scenario && !pending)) verdicts.request(open, plan, inUse());
  });
  documents.store.subscribe((state) => plans.request(scenarioOf(state)));
  prices.store.subscribe(plans.refresh);
  library.records.store.subscribe(plans.refresh);
  const backups = backupsOf({ api, documents, rows, library: ownLibrary });
  const workbench: Workbench = {
    api,
    get catalogue() {
      const named = withNames(published.value, catalogueNamesIn(spokenLanguage()));
      return withLaid(named, library.laid.getState().laid?.entries);
    },
    documents,
    plans,
    verdicts,
    preview: planPreview(plannedStepwise(api.planStep, crypto.randomUUID())),
    selection: selectionHolder(),
    remembered,
    notices,
    actions: actionRegistry(),
    backups,
    ownLibrary,
    restoring: restoringInto({
      ...{ api, database, documents, quotes, prices, comparisons, library, versions: store },
    }),
    quotes,
    prices,
    library,
    priceBook: own.book,
    versions,
    comparisons,
    takeOver: claim.takeOver,
    recovery: storageRecovery({
      backedUp: async (ids) => backedUpScenarios(api, await ownLibrary(), ids),
      ...{ api, database, gate, documents, quotes, prices, comparisons, library, remembered, backups },
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

/**
 * The last edits and a backup go out before the window is hidden or closed. The desktop's window waits for them; a
 * browser lets no page hold its window, so what is missing is backed up at the next start.
 */
function saveOnLeaving({ documents, backups }: Workbench): void {
  const save = () => {
    void documents.flush();
    void backups.catchUp();
  };
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') save();
  });
  window.addEventListener('pagehide', save);
  desktopBridge?.beforeClosing(backups.catchUp);
}

/** Asks until the platform agrees to keep the storage when space runs short; the answer changes nothing else. */
async function askForPersistence({ remembered }: Workbench): Promise<void> {
  const key = 'storage.persistent';
  if (remembered.store.getState()[key] === true || !('storage' in navigator)) return;
  remembered.set(key, await navigator.storage.persist().catch(() => false));
}
