import type { LaidLibrary } from '#shared/library/laid-library';
import { ScenarioId } from '#shared/schema/ids';
import { Scenario } from '#shared/scenario/schema';
import { databaseNamed, type Database } from '#renderer/documents/database';
import { documentsOf, type Documents } from '#renderer/documents/documents';
import type { DocumentsOptions } from '#renderer/documents/documents-state';
import { repositoryOf, type Repository } from '#renderer/documents/repository';
import { aDraft } from '../../support/scenario';

export const aScenario = (changes: Readonly<Record<string, unknown>> = {}): Scenario =>
  Scenario.parse(aDraft(changes));

export interface Bench {
  readonly database: Database;
  readonly repository: Repository;
  readonly documents: Documents;
  /** Lets time pass for the documents, in milliseconds. */
  readonly wait: (milliseconds: number) => void;
}

let made = 0;

/** Documents on a database of their own, or on one that another run left behind, with a clock that stands still. */
export function aBench(
  name = `test-${(made += 1)}`,
  options: Pick<DocumentsOptions, 'keepCurrent'> = {},
): Bench {
  const database = databaseNamed(name);
  let time = 1_700_000_000_000;
  let ids = 0;
  const now = () => time;
  const repository = repositoryOf(database, now);
  const newScenarioId = () => ScenarioId.parse(`new-${name}-${(ids += 1)}`);
  const documents = documentsOf({ repository, now, newScenarioId, ...options });
  return { database, repository, documents, wait: (milliseconds) => (time += milliseconds) };
}

export const step = (text: string) => ({ key: 'commands:create', params: { name: text } }) as const;

/** A main side that finds every library sound and has nothing to say of its entries. */
export const laysNothing = {
  layLibrary: () =>
    Promise.resolve({ ok: true, value: { entries: {} as LaidLibrary['entries'], faults: [] } } as const),
};
