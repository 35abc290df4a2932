import { Dexie, type EntityTable } from 'dexie';

/** A scenario as it is kept: the document apart from what the library lists, so that listing reads no documents. */
export interface ScenarioRow {
  readonly id: string;
  readonly document: unknown;
}

export interface SummaryRow {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When it was deleted, in milliseconds; 0 while it stands in the library. */
  readonly deletedAt: number;
  readonly racks: number;
  readonly devices: number;
}

/** A row that could not be read, kept as it was so that nothing is lost. */
export interface QuarantineRow {
  readonly key: string;
  readonly row: unknown;
  readonly reason: string;
  readonly at: number;
}

/** The version of the form that a record is kept in, beside it; rows of the first version do not say so. */
interface InAForm {
  readonly formVersion?: number;
}

export interface SettingRow extends InAForm {
  readonly key: string;
  readonly value: unknown;
}

/** A quote of the register, as it is kept. */
export interface QuoteRow extends InAForm {
  readonly id: string;
  readonly record: unknown;
}

/** What the history lists of a kept state of a scenario. */
export interface VersionRow extends InAForm {
  readonly id: string;
  readonly scenario: string;
  readonly version: unknown;
}

/** The kept state itself, packed, apart from what the history lists of it. */
export interface VersionContentRow {
  readonly id: string;
  readonly packed: unknown;
}

/** Something that the user added to the catalogue: a price, or an entry of another kind. */
export interface UserEntryRow extends InAForm {
  /** Kind and id, such as `prices/acme-rack`. */
  readonly key: string;
  readonly kind: string;
  readonly entry: unknown;
}

export interface Database extends Dexie {
  readonly scenarios: EntityTable<ScenarioRow, 'id'>;
  readonly summaries: EntityTable<SummaryRow, 'id'>;
  readonly quarantine: EntityTable<QuarantineRow, 'key'>;
  readonly settings: EntityTable<SettingRow, 'key'>;
  readonly quotes: EntityTable<QuoteRow, 'id'>;
  readonly versions: EntityTable<VersionRow, 'id'>;
  readonly versionContents: EntityTable<VersionContentRow, 'id'>;
  readonly userEntries: EntityTable<UserEntryRow, 'key'>;
}

export const DATABASE_NAME = 'fleetwright';

/**
 * Every schema that was ever shipped, oldest first. One that was shipped is never edited; changes append. One is
 * appended too when rows may hold what earlier programs cannot read: they then refuse the whole database, which stays
 * as it is, where they would set its rows aside one by one.
 */
const schemas: readonly Readonly<Record<string, string>>[] = [
  { scenarios: 'id', summaries: 'id, updatedAt, deletedAt', quarantine: 'key, at', settings: 'key' },
  { quotes: 'id', versions: 'id, scenario', userEntries: 'key, kind' },
  { versionContents: 'id' },
  // Scenarios of version 2.
  {},
  // Scenarios of version 3.
  {},
];

export const LATEST_SCHEMA = schemas.length;

/** Dexie numbers the versions of the platform's database in steps of ten. */
const DEXIE_VERSION_FACTOR = 10;

/**
 * The database of this origin, not yet opened. Strict durability: a write that was confirmed survives a power cut.
 * `schema` opens it as an older version of the app did, for tests of migrations.
 */
export function databaseNamed(name = DATABASE_NAME, schema = LATEST_SCHEMA): Database {
  const database = new Dexie(name, { chromeTransactionDurability: 'strict' });
  schemas.slice(0, schema).forEach((stores, index) => database.version(index + 1).stores(stores));
  // Dexie 4 opens a database of a newer version as well; its rows may mean what this version does not know.
  database.on('ready', () => {
    if (database.backendDB().version > schema * DEXIE_VERSION_FACTOR) throw new Dexie.VersionError();
  });
  return database as Database;
}
