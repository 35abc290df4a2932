import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { rememberedIn } from '#renderer/documents/remembered';
import { aBench, aScenario, step } from './support';

const KEY = 'scenario';

/** A library whose choice of the open scenario is kept in its database, and what is on the disk whenever one is shown. */
async function aLibrary(name: string) {
  const kept: unknown[] = [];
  const shown: unknown[] = [];
  const bench = aBench(name, {
    keepCurrent: async (id) => {
      await rememberedIn(bench.database).keep(KEY, id);
      kept.push(id);
    },
  });
  const { documents } = bench;
  documents.store.subscribe(({ current }, before) => {
    if (current === before.current || current === undefined) return;
    shown.push(current);
    expect(kept.at(-1)).toBe(current);
  });
  await documents.start();
  return { ...bench, shown };
}

describe('which scenario is open', () => {
  it('is on the disk before a new one is shown, one that is opened, and one that undo leads back to', async () => {
    const { documents, database, shown } = await aLibrary('kept-first');
    const [first] = await documents.add([aScenario()], step('one'));
    const [second] = await documents.add([aScenario()], step('two'));
    await documents.open(first!.id);
    documents.dispatch({
      name: step('rename'),
      recipe: (draft) => {
        draft.name = 'Renamed';
      },
    });
    await documents.open(second!.id);
    documents.undo();
    await documents.opening.settled();
    expect(shown).toEqual([first!.id, second!.id, first!.id, second!.id, first!.id]);
    expect(await database.settings.get(KEY)).toMatchObject({ value: first!.id });
  });

  it('is the one that was asked for last, however long an earlier one takes to read', async () => {
    const before = await aLibrary('in-order');
    const [slow] = await before.documents.add([aScenario()], step('slow'));
    const [known] = await before.documents.add([aScenario()], step('known'));
    before.database.close();

    const { documents } = await aLibrary('in-order');
    await documents.read(known!.id);
    await Promise.all([documents.open(slow!.id), documents.open(known!.id)]);
    expect(documents.store.getState().current).toBe(known!.id);
  });

  it('can be another one although the choice could not be kept', async () => {
    const { documents, database } = await aLibrary('not-kept');
    const [scenario] = await documents.add([aScenario()], step('one'));
    const [other] = await documents.add([aScenario()], step('two'));
    database.settings.put = () => Promise.reject(new Error('The disk is full')) as never;
    await documents.open(scenario!.id);
    expect(documents.store.getState().current).toBe(scenario!.id);
    expect(other).toBeDefined();
  });
});
