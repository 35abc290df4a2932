import type { ListedBackup } from '#shared/storage/backup';
import type { Scenario } from '#shared/scenario/schema';
import { COMPARED_ID, nothingCompared } from '#renderer/documents/compared';
import type { Workbench } from '#renderer/documents/workbench';
import { spokenLanguage } from '#renderer/i18n/i18n';
import { restoreView } from './remember-view';
import { screenKey, startedKey } from './settings';

/** An empty library was found beside backups: nothing is written before the user decides. */
export interface Restorable {
  /** Called once something was restored. */
  readonly restored: () => void;
  readonly decline: () => Promise<void>;
}

/** The two fleets of the article's question, which the first start puts side by side. */
export const articleFleets = ['article-7b-lpu', 'article-7b-h100'] as const;

const waiting = new WeakMap<Workbench, Promise<Restorable | undefined>>();

/**
 * Brings back the scenario that was open. An empty library that was never used gets the article's two fleets, ready to
 * compare, unless a backup exists: then the user decides first.
 */
export function startLibrary(workbench: Workbench): Promise<Restorable | undefined> {
  const started = waiting.get(workbench) ?? start(workbench);
  waiting.set(workbench, started);
  return started;
}

async function start(workbench: Workbench): Promise<Restorable | undefined> {
  const { api, documents, remembered } = workbench;
  const { phase, library } = documents.store.getState();
  if (phase !== 'ready') return undefined;
  if (library.length > 0 || remembered.store.getState()[startedKey.key] === true) {
    await restoreView(workbench);
    return undefined;
  }
  const backups = await api.listBackups({});
  // A damaged backup is one as well: no examples are put where something was lost.
  const found = backups.ok && backups.value.libraries.some((library) => library.backups.some(isOfUse));
  if (!found) {
    await seed(workbench);
    return undefined;
  }
  return {
    restored: () => remembered.set(startedKey.key, true),
    decline: () => seed(workbench),
  };
}

const isOfUse = ({ health, counts }: ListedBackup): boolean => health !== 'whole' || counts.scenarios > 0;

async function seed({ api, documents, remembered, comparisons }: Workbench): Promise<void> {
  const answer = await api.examples({ language: spokenLanguage() });
  const examples = answer.ok ? answer.value : [];
  const fleets = articleFleets.flatMap((id) => examples.find((example) => example.id === id) ?? []);
  const seeded: readonly Scenario[] = fleets.length > 0 ? fleets : examples.slice(0, 2);
  if (seeded.length > 0) {
    const added = await documents.add(seeded, { key: 'commands:restore' }, { unrecorded: true });
    const compared = { ...nothingCompared, id: COMPARED_ID, scenarios: added.map(({ id }) => id) };
    comparisons.change({ name: { key: 'commands:restore' }, put: [compared], final: true });
    remembered.set(screenKey.key, 'compare');
  }
  remembered.set(startedKey.key, true);
}
