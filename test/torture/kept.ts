import type { Page } from '@playwright/test';

/** What the database holds, read past the app. */
export interface Kept {
  readonly scenarios: readonly KeptScenario[];
  readonly versions: readonly KeptVersion[];
  /** How many rows the app could not read. */
  readonly quarantined: number;
}

export interface KeptScenario {
  readonly id: string;
  readonly name: string;
  readonly racks: number;
  readonly devices: number;
  readonly deleted: boolean;
  /** Whether what the library lists of it says the same as the document. */
  readonly agrees: boolean;
}

export interface KeptVersion {
  readonly name: string;
  readonly scenario: string;
  /** Whether its content is there. */
  readonly whole: boolean;
}

export const readKept = (page: Page): Promise<Kept> =>
  page.evaluate(async () => {
    const answerOf = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(request.error?.message));
      });
    const database = await answerOf(indexedDB.open('fleetwright'));
    const names = ['scenarios', 'summaries', 'versions', 'versionContents', 'quarantine'] as const;
    const transaction = database.transaction([...names]);
    const rowsOf = (name: (typeof names)[number]) =>
      answerOf(transaction.objectStore(name).getAll() as IDBRequest<Record<string, unknown>[]>);
    const [documents, summaries, versions, contents, quarantine] = await Promise.all(names.map(rowsOf));
    database.close();
    const summaryOf = new Map(summaries?.map((row) => [row['id'], row]));
    const contentIds = new Set(contents?.map((row) => row['id']));
    return {
      scenarios: (documents ?? []).map((row) => {
        const document = row['document'] as { name: string; racks: object; devices: object };
        const summary = summaryOf.get(row['id']);
        const racks = Object.keys(document.racks).length;
        const devices = Object.keys(document.devices).length;
        return {
          id: String(row['id']),
          name: document.name,
          racks,
          devices,
          deleted: summary?.['deletedAt'] !== 0,
          agrees:
            summary?.['name'] === document.name &&
            summary['racks'] === racks &&
            summary['devices'] === devices,
        };
      }),
      versions: (versions ?? []).map((row) => ({
        name: (row['version'] as { name?: string }).name ?? '',
        scenario: String(row['scenario']),
        whole: contentIds.has(row['id']),
      })),
      quarantined: quarantine?.length ?? 0,
    };
  });
