import type { ScenarioId } from '#shared/schema/ids';
import { failure, type Refusal, type Result } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { isNewer, isUnchecked } from '#shared/json/versioned';
import type { Database, ScenarioRow } from './database';
import { readDocument } from './read-document';
import { settingForm } from './remembered';
import { ScenarioSummary, summaryOf } from './summary';
import { agedTrash, TrashAge, trashAgeKey } from './trash-age';

/** A scenario that could not be read: named, kept aside, and offered for export as it is. */
export interface Quarantined {
  readonly key: string;
  readonly reason: string;
  readonly row: unknown;
}

/** Reads and writes scenarios. What it reads is checked; what fails the check is set aside and blocks nothing else. */
export interface Repository {
  readonly list: () => Promise<readonly ScenarioSummary[]>;
  readonly read: (id: ScenarioId) => Promise<Result<Scenario, Refusal>>;
  readonly readAll: () => Promise<readonly Scenario[]>;
  readonly write: (scenarios: readonly Scenario[]) => Promise<readonly ScenarioSummary[]>;
  readonly markDeleted: (ids: readonly ScenarioId[]) => Promise<void>;
  readonly markRestored: (ids: readonly ScenarioId[]) => Promise<void>;
  /** What was deleted and can still be restored, the last one first. */
  readonly trash: () => Promise<readonly ScenarioSummary[]>;
  /** Removes scenarios of the trash for good, with their history; what is not in the trash stays. */
  readonly deleteForGood: (ids: readonly ScenarioId[]) => Promise<void>;
  /** Removes for good what has been in the trash long enough, with its history; to be called once at a start. */
  readonly purge: () => Promise<void>;
  readonly quarantined: () => Promise<readonly Quarantined[]>;
  readonly dropQuarantined: (key: string) => Promise<void>;
}

export function repositoryOf(database: Database, now: () => number): Repository {
  const { scenarios, summaries, quarantine, settings, versions, versionContents } = database;

  const setAside = async (key: string, row: unknown, reason: string): Promise<void> => {
    await database.transaction('rw', [scenarios, summaries, quarantine], async () => {
      await quarantine.put({ key, row, reason, at: now() });
      await scenarios.delete(key);
      await summaries.delete(key);
    });
  };

  const read = async (id: ScenarioId): Promise<Result<Scenario, Refusal>> => {
    const row = await scenarios.get(id);
    if (!row) return failure(missing(id));
    const scenario = readDocument(row.document);
    if (scenario.ok) await keepUpgraded(row, scenario.value);
    else if (!isNewer(scenario.error)) await setAside(id, row.document, scenario.error.message);
    return scenario;
  };

  /** A document of an earlier version is written in the present one, unless it was edited meanwhile. */
  const keepUpgraded = async (row: ScenarioRow, scenario: Scenario): Promise<void> => {
    if (versionOf(row.document) === scenario.schemaVersion) return;
    const upgrade = database.transaction('rw', scenarios, async () => {
      const now = await scenarios.get(row.id);
      if (now === undefined || versionOf(now.document) === scenario.schemaVersion) return;
      await scenarios.put({ id: row.id, document: scenario });
    });
    // It was read, and it is upgraded again when it is read again: a full disk must not stand in the way.
    await upgrade.catch(() => undefined);
  };

  /** What an earlier program set aside and this one can read goes back into the library, unless its place is taken. */
  const takeBack = async (): Promise<void> => {
    for (const { key, row } of await quarantine.toArray()) {
      const scenario = readDocument(row);
      if (!scenario.ok || scenario.value.id !== key) continue;
      await database.transaction('rw', [scenarios, summaries, quarantine], async () => {
        if ((await scenarios.get(key)) !== undefined) return;
        await scenarios.put({ id: key, document: scenario.value });
        await summaries.put(summaryOf(scenario.value, { createdAt: now(), updatedAt: now() }));
        await quarantine.delete(key);
      });
    }
  };

  /** A list entry made anew from its document, where the entry itself cannot be read. */
  const mended = async (key: string, row: unknown): Promise<ScenarioSummary | undefined> => {
    const document = (await scenarios.get(key))?.document;
    const scenario = readDocument(document);
    if (!scenario.ok) {
      if (isNewer(scenario.error)) return summaryOfNewer(key, document);
      await setAside(key, document ?? row, scenario.error.message);
      return undefined;
    }
    const summary = summaryOf(scenario.value, { createdAt: now(), updatedAt: now() });
    await summaries.put(summary);
    return summary;
  };

  const allSummaries = async (): Promise<readonly ScenarioSummary[]> => {
    await takeBack();
    const listed: ScenarioSummary[] = [];
    const known = new Set<string>();
    for (const row of await summaries.toArray()) {
      known.add(row.id);
      const parsed = ScenarioSummary.safeParse(row);
      const summary = parsed.success ? parsed.data : await mended(row.id, row);
      if (summary) listed.push(summary);
    }
    for (const key of await scenarios.toCollection().primaryKeys()) {
      const summary = known.has(key) ? undefined : await mended(key, undefined);
      if (summary) listed.push(summary);
    }
    return listed;
  };

  const list = async () => (await allSummaries()).filter(({ deletedAt }) => deletedAt === 0);

  const deleted = () => summaries.where('deletedAt').above(0);
  const withHistory = [scenarios, summaries, versions, versionContents];

  /** Only what is deleted when it comes to it: a scenario may have been restored meanwhile. */
  const removeForGood = (wanted: ReadonlySet<string>): Promise<void> =>
    database.transaction('rw', withHistory, async () => {
      const old = await deleted()
        .and(({ id }) => wanted.has(id))
        .primaryKeys();
      const kept = await versions.where('scenario').anyOf(old).primaryKeys();
      await scenarios.bulkDelete(old);
      await summaries.bulkDelete(old);
      await versions.bulkDelete(kept);
      await versionContents.bulkDelete(kept);
    });

  const purge = (): Promise<void> =>
    database.transaction('rw', [...withHistory, settings], async () => {
      const trash = await deleted().toArray();
      const before = TrashAge.safeParse((await settings.get(trashAgeKey))?.value).data;
      if (trash.length === 0 && before === undefined) return;
      const { age, expired } = agedTrash(before, trash, now());
      await settings.put({ key: trashAgeKey, value: age, formVersion: settingForm.version });
      await removeForGood(new Set(expired));
    });

  return {
    list,
    read,
    trash: async () =>
      (await allSummaries())
        .filter(({ deletedAt }) => deletedAt > 0)
        .sort((a, b) => b.deletedAt - a.deletedAt || a.name.localeCompare(b.name)),
    deleteForGood: (ids) => removeForGood(new Set<string>(ids)),
    readAll: async () => {
      const results = await Promise.all((await list()).map(({ id }) => read(id)));
      return results.flatMap((result) => (result.ok ? [result.value] : []));
    },
    write: (written) =>
      database.transaction('rw', [scenarios, summaries], async () => {
        const known = await summaries.bulkGet(written.map(({ id }) => id));
        const updatedAt = now();
        const rows = written.map((scenario, index) =>
          summaryOf(scenario, { createdAt: known[index]?.createdAt ?? updatedAt, updatedAt }),
        );
        await scenarios.bulkPut(written.map((scenario) => ({ id: scenario.id, document: scenario })));
        await summaries.bulkPut(rows);
        return rows;
      }),
    markDeleted: async (ids) => {
      await summaries.bulkUpdate(ids.map((key) => ({ key, changes: { deletedAt: now() } })));
    },
    markRestored: async (ids) => {
      await summaries.bulkUpdate(ids.map((key) => ({ key, changes: { deletedAt: 0 } })));
    },
    purge,
    quarantined: () => quarantine.orderBy('at').toArray(),
    dropQuarantined: (key) => quarantine.delete(key),
  };
}

const versionOf = (document: unknown): unknown =>
  isUnchecked(document) ? document['schemaVersion'] : undefined;

/** What can be listed of a document that a newer Fleetwright made; opening it says so. */
function summaryOfNewer(key: string, document: unknown): ScenarioSummary | undefined {
  const { name, racks, devices } = isUnchecked(document) ? document : {};
  const count = (entries: unknown): number => (isUnchecked(entries) ? Object.keys(entries).length : 0);
  return ScenarioSummary.safeParse({
    id: key,
    name,
    createdAt: 0,
    updatedAt: 0,
    deletedAt: 0,
    racks: count(racks),
    devices: count(devices),
  }).data;
}

const missing = (id: ScenarioId): Refusal => ({
  code: 'scenario-missing',
  message: `The scenario ${id} is not in the library any more.`,
  params: { id },
});
