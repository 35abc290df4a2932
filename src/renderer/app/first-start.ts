import type { Scenario } from '#shared/scenario/schema';
import { COMPARED_ID, nothingCompared } from '../documents/compared';
import type { Workbench } from '../documents/workbench';
import { spokenLanguage } from '../i18n/i18n';
import { formatsIn } from '../format/format';
import { restoreView } from './remember-view';
import { screenKey, startedKey } from './settings';

/** A backup that an empty library could be filled from. */
export interface Restorable {
  readonly at: string;
  readonly count: number;
  readonly restore: () => Promise<void>;
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
  const { api, documents, remembered, quotes: register, prices: book } = workbench;
  const { phase, library } = documents.store.getState();
  if (phase !== 'ready') return undefined;
  if (library.length > 0 || remembered.store.getState()[startedKey.key] === true) {
    await restoreView(workbench);
    return undefined;
  }
  const backup = await api.restoreBackup({});
  if (!backup.ok || !backup.value || backup.value.scenarios.length === 0) {
    await seed(workbench);
    return undefined;
  }
  const { at, scenarios, quotes, prices, comparisons } = backup.value;
  return {
    at: formatsIn(spokenLanguage()).instant(Date.parse(at)),
    count: scenarios.length,
    restore: async () => {
      await documents.add(scenarios, { key: 'commands:restore' }, { keepIds: true, unrecorded: true });
      const name = { key: 'commands:restore' } as const;
      if (quotes.length > 0) register.change({ name, put: quotes, final: true });
      if (prices.length > 0) book.change({ name, put: prices, final: true });
      if (comparisons.length > 0) workbench.comparisons.change({ name, put: comparisons, final: true });
      remembered.set(startedKey.key, true);
    },
    decline: () => seed(workbench),
  };
}

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
