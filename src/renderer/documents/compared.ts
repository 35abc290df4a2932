import { Compared, comparedForm } from '#shared/compare/comparison';
import type { Database } from './database';
import type { Documents } from './documents';
import { keptEntries, type KeptRecords } from './kept-records';

/** There is one arrangement; the store could hold several. */
export const COMPARED_ID = 'compared';

export const nothingCompared: Compared = Compared.parse({ id: COMPARED_ID, scenarios: [] });

export type Comparisons = KeptRecords<Compared>;

/** What the user arranged on the compare screen, kept beside the user's prices. */
export const comparisonsIn = (database: Database, documents: Documents): Comparisons =>
  keptEntries({ database, documents, kind: 'comparisons', schema: Compared, form: comparedForm });
