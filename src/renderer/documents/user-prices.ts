import { UserPrice, userPriceForm } from '#shared/scenario/user-catalogue';
import type { Database } from './database';
import type { Documents } from './documents';
import { keptEntries, type KeptRecords } from './kept-records';

export type UserPrices = KeptRecords<UserPrice>;

/** The user's own price book. */
export const userPricesIn = (database: Database, documents: Documents): UserPrices =>
  keptEntries({ database, documents, kind: 'prices', schema: UserPrice, form: userPriceForm });
