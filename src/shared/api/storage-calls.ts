import { Compared } from '#shared/compare/comparison';
import { KeptEntry, libraryKinds, libraryLimits } from '#shared/library/library';
import { QuoteRecord } from '#shared/quote/record';
import { Scenario } from '#shared/scenario/schema';
import { userCatalogueLimits, UserPrice } from '#shared/scenario/user-catalogue';
import { Nothing, z } from '#shared/schema/zod';
import {
  BackupEntry,
  BackupId,
  backupLimits,
  Digest,
  LibraryId,
  type BackUpOutcome,
  type BackupList,
  type BackupRow,
  type ReadBackup,
} from '#shared/storage/backup';
import type { Rescued, StorageRoom } from '#shared/storage/storage-room';
import { answers, call, type SavedFile } from './contract';
import { FileName } from './files';

/** Calls by which what a window keeps is backed up, rescued and brought back. */
export const storageCalls = {
  /** Hands rows of the documents to the backups that the main side keeps as files, before a backup refers to them. */
  keepBackupRows: call({
    input: z.strictObject({
      library: LibraryId,
      rows: z.array(z.string().max(backupLimits.rowCharacters)).max(backupLimits.rowsAtOnce),
    }),
    output: answers<null>(),
    weight: 'host',
  }),
  /** Keeps a backup of everything in a library, or says which of its rows are to be handed over first. */
  backUp: call({
    input: z.strictObject({
      library: LibraryId,
      entries: z.array(BackupEntry).min(1).max(backupLimits.entries),
    }),
    output: answers<BackUpOutcome>(),
    weight: 'host',
  }),
  /** Whether the disk has room for so many bytes more; asked before the library is written or opened. */
  storageRoom: call({
    input: z.strictObject({ bytes: z.int().min(0).default(0) }),
    output: answers<StorageRoom>(),
    weight: 'host',
  }),
  /** Writes what the page holds in memory as files, in a place that has room, since the library cannot be written. */
  rescue: call({
    input: z.strictObject({
      scenarios: z.array(Scenario).max(10_000),
      quotes: z.array(QuoteRecord).max(10_000).default([]),
      prices: z.array(UserPrice).max(userCatalogueLimits.prices).default([]),
      comparisons: z.array(Compared).max(100).default([]),
      entries: z
        .array(KeptEntry)
        .max(libraryKinds.length * libraryLimits.entries)
        .default([]),
    }),
    output: answers<Rescued>(),
    weight: 'host',
    priced: false,
  }),
  /** Keeps a copy of the library's files before it is opened again after a failure. */
  keepDatabase: call({ input: Nothing, output: answers<null>(), weight: 'host' }),
  /** Moves a library that cannot be opened out of the way, so that a fresh one can be started; nothing is deleted. */
  setDatabaseAside: call({ input: Nothing, output: answers<{ readonly place: string }>(), weight: 'host' }),
  /** The backups of every library on this machine, with their damage. */
  listBackups: call({ input: Nothing, output: answers<BackupList>(), weight: 'host' }),
  readBackup: call({
    input: z.strictObject({ id: BackupId }),
    output: answers<ReadBackup>(),
    weight: 'host',
  }),
  /** The first of the rows asked for, as many as one answer holds; ask again for the others. */
  readBackupRows: call({
    input: z.strictObject({ id: BackupId, digests: z.array(Digest).min(1).max(backupLimits.rowsAtOnce) }),
    output: answers<readonly BackupRow[]>(),
    weight: 'host',
  }),
  /** Takes in a backup from a file that the user chose, beside those of the libraries. */
  takeBackup: call({
    input: z.strictObject({
      name: z.string().min(1).max(200),
      text: z.string().max(backupLimits.rowCharacters),
    }),
    output: answers<{ readonly id: string }>(),
    weight: 'host',
  }),
  /** Writes a backup as one file and lets the user choose where it goes. */
  exportBackup: call({
    input: z.strictObject({ id: BackupId, suggestedName: FileName }),
    output: answers<SavedFile>(),
    weight: 'host',
  }),
  /** Shows the folder of backups in the system's file manager; says where it is where that is not possible. */
  showBackups: call({
    input: Nothing,
    output: answers<{ readonly folder: string; readonly shown: boolean }>(),
    weight: 'host',
  }),
} as const;
