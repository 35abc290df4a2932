import { ScenarioRow } from './backups';
import { type BackupEntry, backupLimits, type ReadBackup } from '#shared/storage/backup';
import { Compared, comparedForm } from '#shared/compare/comparison';
import { KeptEntry, keptEntryForm } from '#shared/library/library';
import { ScenarioId } from '#shared/schema/ids';
import { type Refusal, type Result, success } from '#shared/refusal/refusal';
import { UserPrice, userPriceForm } from '#shared/scenario/user-catalogue';
import type { Scenario } from '#shared/scenario/schema';
import { readKept, type VersionedForm } from '#shared/json/versioned';
import { z } from '#shared/schema/zod';
import type { StoreApi } from 'zustand/vanilla';
import type { Api } from '#renderer/api/client';
import type { Comparisons } from './compared';
import type { Database } from './database';
import type { Documents } from './documents';
import type { KeptRecords } from './kept-records';
import { freeName } from './new-scenario';
import type { Quotes } from './quotes';
import { readDocument } from './read-document';
import { replacingContent } from './replacing-content';
import { digestOf, rowOfText, textOfRow } from './row-text';
import type { UserLibrary } from './user-library';
import type { UserPrices } from './user-prices';
import type { VersionsState } from './versions/versions';

/** What becomes of a scenario of a backup whose place in the library is taken by another state of it. */
export type Clash = 'copy' | 'replace';

export interface RestoreWish {
  readonly backup: ReadBackup;
  /** Keys of the scenarios that are wanted. */
  readonly scenarios: ReadonlySet<string>;
  /** Whether what stands beside the scenarios is wanted as well: quotes, prices, comparisons, unreadable records. */
  readonly beside: boolean;
  readonly clash: Clash;
}

export interface Restored {
  readonly added: number;
  readonly replaced: number;
  /** Scenarios that stand in the library as the backup has them. */
  readonly unchanged: number;
  /** What cannot be read by this version, kept as it is. */
  readonly setAside: number;
  readonly versions: number;
  readonly beside: number;
  /** Records that differ from those of the library, which stay. */
  readonly left: number;
  /** Rows that the backup no longer holds whole. */
  readonly damaged: number;
}

/** How a scenario of a backup stands to the library. */
export type Standing = 'new' | 'same' | 'differs';

export interface Restoring {
  /** Compares the scenarios of a backup with those of the library. */
  readonly compare: (backup: ReadBackup) => Promise<ReadonlyMap<string, Standing>>;
  readonly restore: (wish: RestoreWish) => Promise<Result<Restored, Refusal>>;
}

export interface RestoringParts {
  readonly api: Pick<Api, 'readBackupRows'>;
  readonly database: Database;
  readonly documents: Documents;
  readonly quotes: Quotes;
  readonly prices: UserPrices;
  readonly comparisons: Comparisons;
  readonly library: Pick<UserLibrary, 'records'>;
  readonly versions: StoreApi<VersionsState>;
}

/** Puts backups back into a library, empty or not. Nothing that is there is lost: what is replaced can be undone. */
export function restoringInto(parts: RestoringParts): Restoring {
  const { database, documents } = parts;

  /** Rows of a backup, by digest; what it no longer holds whole is not among them. */
  const rowsOf = async (id: string, entries: readonly BackupEntry[]) => {
    const rows = new Map<string, unknown>();
    let left = [...new Set(entries.map(({ digest }) => digest))];
    while (left.length > 0) {
      const digests = left.slice(0, backupLimits.rowsAtOnce);
      const answer = await parts.api.readBackupRows({ id, digests });
      if (!answer.ok) return answer;
      for (const { digest, text } of answer.value) {
        const row = text === null ? undefined : rowOrNothing(text);
        if (row !== undefined) rows.set(digest, row);
      }
      left = left.slice(Math.max(1, answer.value.length));
    }
    return success<ReadonlyMap<string, unknown>>(rows);
  };

  return {
    compare: async (backup) => {
      const standing = new Map<string, Standing>();
      for (const { table, key, digest } of backup.entries) {
        if (table !== 'scenarios') continue;
        const row = await database.scenarios.get(key);
        const same = row !== undefined && (await digestOf(textOfRow(row))) === digest;
        standing.set(key, row === undefined ? 'new' : same ? 'same' : 'differs');
      }
      return standing;
    },
    restore: async (wish) => {
      const { backup } = wish;
      await documents.flush();
      const wanted = wantedOf(wish);
      const rows = await rowsOf(backup.id, wanted);
      if (!rows.ok) return rows;
      const work = new Restoration(parts, wish, rows.value);
      await work.scenarios(wanted.filter(({ table }) => table === 'scenarios'));
      await work.versions(wanted);
      await work.others(wanted);
      await work.settle();
      return success(work.done);
    },
  };
}

/** What belongs to the wanted scenarios, and what stands beside all of them where that is wanted. */
function wantedOf({ backup, scenarios, beside }: RestoreWish): readonly BackupEntry[] {
  const owners = new Map(
    backup.entries.flatMap(({ table, key, label }) =>
      table === 'versions' && label?.of !== undefined ? [[key, label.of] as const] : [],
    ),
  );
  return backup.entries.filter(({ table, key }) => {
    if (table === 'scenarios') return scenarios.has(key);
    if (table !== 'versions' && table !== 'versionContents') return beside;
    const owner = owners.get(key);
    return owner === undefined ? beside : scenarios.has(owner);
  });
}

function rowOrNothing(text: string): unknown {
  try {
    return rowOfText(text);
  } catch {
    return undefined;
  }
}

/** One restoring at work, and what it has done so far. */
class Restoration {
  done: Restored = {
    added: 0,
    replaced: 0,
    unchanged: 0,
    setAside: 0,
    versions: 0,
    beside: 0,
    left: 0,
    damaged: 0,
  };
  /** The id under which each scenario of the backup stands in the library now. */
  readonly #ids = new Map<string, string>();
  readonly #parts: RestoringParts;
  readonly #wish: RestoreWish;
  readonly #rows: ReadonlyMap<string, unknown>;

  constructor(parts: RestoringParts, wish: RestoreWish, rows: ReadonlyMap<string, unknown>) {
    this.#parts = parts;
    this.#wish = wish;
    this.#rows = rows;
  }

  #count(what: keyof Restored, by = 1): void {
    this.done = { ...this.done, [what]: this.done[what] + by };
  }

  #rowOf({ digest }: BackupEntry): unknown {
    const row = this.#rows.get(digest);
    if (row === undefined) this.#count('damaged');
    return row;
  }

  async scenarios(entries: readonly BackupEntry[]): Promise<void> {
    const { database, documents } = this.#parts;
    const added: Scenario[] = [];
    const names = new Set(documents.store.getState().library.map(({ name }) => name));
    for (const entry of entries) {
      const row = ScenarioRow.safeParse(this.#rowOf(entry)).data;
      if (row === undefined) continue;
      const read = readDocument(row.document);
      if (!read.ok) {
        await this.#setAside(entry.key, row.document, read.error.message);
        continue;
      }
      const here = await database.scenarios.get(entry.key);
      const listed = documents.store.getState().library.some(({ id }) => id === entry.key);
      this.#ids.set(entry.key, entry.key);
      if (here === undefined) added.push(read.value);
      else if (
        listed &&
        [row.document, read.value].some((each) => textOfRow(each) === textOfRow(here.document))
      )
        this.#count('unchanged');
      else if (listed && this.#wish.clash === 'replace' && (await this.#replace(read.value))) continue;
      else {
        const name = freeName(read.value.name, names).slice(0, 120);
        const copy = { ...read.value, id: documents.newScenarioId(), name };
        this.#ids.set(entry.key, copy.id);
        names.add(name);
        added.push(copy);
      }
    }
    if (added.length > 0) await documents.add(added, { key: 'commands:restore' }, { keepIds: true });
    this.#count('added', added.length);
  }

  async #replace(content: Scenario): Promise<boolean> {
    const { documents } = this.#parts;
    const name = { key: 'commands:restoreOne', params: { name: content.name } } as const;
    const read = await documents.read(content.id);
    const replaced = read.ok && documents.dispatch(replacingContent(content, name), content.id).ok;
    if (replaced) this.#count('replaced');
    return replaced;
  }

  async #setAside(key: string, row: unknown, reason: string): Promise<void> {
    const { quarantine } = this.#parts.database;
    const known = await quarantine.get(key);
    if (known !== undefined && textOfRow(known.row) === textOfRow(row)) return;
    const free = known === undefined ? key : `${key} ${crypto.randomUUID()}`;
    await quarantine.put({ key: free, row, reason, at: Date.now() });
    this.#count('setAside');
  }

  /** Versions go with their scenario; a scenario that came as a copy gets versions of its own. */
  async versions(entries: readonly BackupEntry[]): Promise<void> {
    const { database } = this.#parts;
    const contents = new Map(
      entries.filter(({ table }) => table === 'versionContents').map((entry) => [entry.key, entry]),
    );
    for (const entry of entries.filter(({ table }) => table === 'versions')) {
      const content = contents.get(entry.key);
      const row = VersionRow.safeParse(this.#rowOf(entry)).data;
      const packed = content === undefined ? undefined : PackedRow.safeParse(this.#rowOf(content)).data;
      if (row === undefined || packed === undefined) continue;
      const scenario = this.#ids.get(row.scenario) ?? row.scenario;
      const id = scenario === row.scenario ? row.id : crypto.randomUUID();
      const version = { ...row.version, id, scenario };
      await database.transaction('rw', [database.versions, database.versionContents], async () => {
        if ((await database.versions.get(id)) !== undefined) return;
        await database.versions.put({ ...row, id, scenario, version });
        await database.versionContents.put({ ...packed, id });
        this.#count('versions');
      });
    }
  }

  async others(entries: readonly BackupEntry[]): Promise<void> {
    const { quotes, prices, comparisons, library } = this.#parts;
    const mine = new Set(['scenarios', 'versions', 'versionContents']);
    const others = entries.filter(({ table }) => !mine.has(table));
    const { QuoteRecord, quoteRecordForm } = await import('#shared/quote/record');
    await this.#records(others, {
      prefix: 'prices/',
      field: 'entry',
      schema: UserPrice,
      form: userPriceForm,
      into: prices,
    });
    await this.#records(others, {
      prefix: 'comparisons/',
      field: 'entry',
      schema: Compared,
      form: comparedForm,
      into: comparisons,
    });
    await this.#records(others, {
      prefix: 'library/',
      field: 'entry',
      schema: KeptEntry,
      form: keptEntryForm,
      into: library.records,
    });
    await this.#records(others, {
      prefix: '',
      field: 'record',
      schema: QuoteRecord,
      form: quoteRecordForm,
      into: quotes,
    });
    for (const entry of others) {
      if (entry.table === 'quarantine') await this.#asideAgain(entry);
      else if (!isRecord(entry)) await this.#raw(entry);
    }
  }

  async #asideAgain(entry: BackupEntry): Promise<void> {
    const row = AsideRow.safeParse(this.#rowOf(entry)).data;
    if (row !== undefined) await this.#setAside(entry.key, row.row, row.reason);
  }

  /** Records of one kind: those that can be read with an undo, the others as they are. */
  async #records<Kept extends { readonly id: string }>(
    entries: readonly BackupEntry[],
    { prefix, field, schema, form, into }: RecordKind<Kept>,
  ): Promise<void> {
    const table = prefix === '' ? 'quotes' : 'userEntries';
    const put: Kept[] = [];
    for (const entry of entries) {
      if (entry.table !== table || !entry.key.startsWith(prefix)) continue;
      const row = z.record(z.string(), z.unknown()).safeParse(this.#rowOf(entry)).data;
      if (row === undefined) continue;
      const record = readKept(form, schema, {
        record: this.#followed(row[field]),
        formVersion: FormVersion.parse(row['formVersion']),
      });
      const here = record && into.store.getState().records[record.id];
      if (record === undefined) await this.#raw(entry);
      else if (here === undefined) put.push(record);
      else if (textOfRow(here) === textOfRow(record)) continue;
      else if (this.#wish.clash === 'replace') put.push(record);
      else this.#count('left');
    }
    if (put.length > 0) into.change({ name: { key: 'commands:restore' }, put });
    this.#count('beside', put.length);
  }

  /** A record that names a scenario which came as a copy names the copy. */
  #followed(record: unknown): unknown {
    const named = z.looseObject({ scenario: z.string() }).safeParse(record).data;
    const id = named === undefined ? undefined : ScenarioId.safeParse(this.#ids.get(named.scenario)).data;
    return named === undefined || id === undefined ? record : { ...named, scenario: id };
  }

  /** A row as it is, where there is none with its key; also one that this version cannot read. */
  async #raw(entry: BackupEntry): Promise<void> {
    const { database } = this.#parts;
    const row = this.#rowOf(entry);
    const table = database.tables.find(({ name }) => name === entry.table);
    if (row === undefined) return;
    if (table === undefined || (await table.get(entry.key)) !== undefined) this.#count('left');
    else {
      await table.put(row);
      this.#count('beside');
    }
  }

  /** Shows what was written past the lists that the window keeps. */
  async settle(): Promise<void> {
    const { documents, versions } = this.#parts;
    const touched = new Set(this.#ids.values());
    versions.setState(({ lists }) => ({
      lists: Object.fromEntries(Object.entries(lists).filter(([id]) => !touched.has(id))),
    }));
    // What was replaced is listed as the disk has it.
    await documents.flush();
    await documents.refresh();
  }
}

interface RecordKind<Kept> {
  /** What stands before the id in the key; quotes have a table of their own and nothing before it. */
  readonly prefix: string;
  readonly field: 'record' | 'entry';
  readonly schema: z.ZodType<Kept>;
  readonly form: VersionedForm;
  readonly into: KeptRecords<Kept>;
}

/** Whether a row is of a kind whose records the window keeps. */
const isRecord = ({ table, key }: BackupEntry): boolean =>
  table === 'quotes' || (table === 'userEntries' && /^(prices|comparisons|library)\//.test(key));

/** Rows of the first version do not say so. */
const FormVersion = z.int().min(1).optional().catch(undefined);

const VersionRow = z.looseObject({
  id: z.string(),
  scenario: z.string(),
  version: z.record(z.string(), z.unknown()),
});
const PackedRow = z.looseObject({ packed: z.instanceof(Uint8Array) });
const AsideRow = z.object({ row: z.unknown(), reason: z.string() });
