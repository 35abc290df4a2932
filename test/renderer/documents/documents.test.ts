import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SAVE_DELAY_MILLISECONDS } from '#renderer/documents/autosave';
import { databaseNamed, LATEST_SCHEMA } from '#renderer/documents/database';
import { scenarioOf, type Documents } from '#renderer/documents/documents';
import type { Command } from '#renderer/documents/command';
import { KEEP_DELETED_DAYS } from '#renderer/documents/trash-age';
import { DAY_MILLISECONDS } from '#shared/time/calendar-day';
import { aBench, aScenario, step } from './support';
import { PATIENTLY } from '../../support/patience';

const rename = (name: string, merge?: string): Command => ({
  name: { key: 'commands:rename', params: { name } },
  recipe: (draft) => {
    draft.name = name;
  },
  ...(merge === undefined ? {} : { merge }),
});

const nameOf = (documents: Documents) => scenarioOf(documents.store.getState())?.name;
const namesIn = (documents: Documents) => documents.store.getState().library.map(({ name }) => name);

async function opened() {
  const bench = aBench();
  await bench.documents.start();
  const [scenario] = await bench.documents.add([aScenario()], step('one'));
  return { ...bench, scenario: scenario! };
}

afterEach(() => vi.restoreAllMocks());

describe('the documents', () => {
  it('save an edit by themselves, begun within 300 ms', async () => {
    expect(SAVE_DELAY_MILLISECONDS).toBeLessThanOrEqual(300);
    const { documents, repository, scenario } = await opened();
    documents.dispatch(rename('Hall 2'));
    expect(documents.store.getState().saving.kind).toBe('saving');
    await vi.waitFor(() => expect(documents.store.getState().saving.kind).toBe('saved'), PATIENTLY);
    expect(await repository.read(scenario.id)).toMatchObject({ ok: true, value: { name: 'Hall 2' } });
  });

  it('find after a restart what was saved before', async () => {
    const first = aBench('restarted');
    await first.documents.start();
    const [scenario] = await first.documents.add([aScenario()], step('one'));
    first.documents.dispatch(rename('Hall 3'));
    await first.documents.flush();
    first.database.close();

    const second = aBench('restarted');
    expect(await second.documents.start()).toBe(1);
    expect(namesIn(second.documents)).toEqual(['Hall 3']);
    expect(await second.documents.open(scenario!.id)).toMatchObject({ ok: true, value: { name: 'Hall 3' } });
  });

  it('undo and redo an edit, and forget the undone when something new is done', async () => {
    const { documents, wait } = await opened();
    documents.dispatch(rename('First'));
    wait(5_000);
    documents.dispatch(rename('Second'));
    documents.undo();
    expect(nameOf(documents)).toBe('First');
    documents.redo();
    expect(nameOf(documents)).toBe('Second');
    documents.undo();
    documents.dispatch(rename('Third'));
    documents.redo();
    expect(nameOf(documents)).toBe('Third');
  });

  it('make one step of quick repeats with the same merge word, and two of slow ones', async () => {
    const { documents, wait } = await opened();
    documents.dispatch(rename('H', 'name'));
    wait(200);
    documents.dispatch(rename('Ha', 'name'));
    wait(2_000);
    documents.dispatch(rename('Hal', 'name'));
    documents.undo();
    expect(nameOf(documents)).toBe('Ha');
    documents.undo();
    expect(nameOf(documents)).toBe('One rack');
  });

  it('delete softly and bring back with undo, also from the disk', async () => {
    const { documents, repository, scenario } = await opened();
    await documents.remove([scenario.id], step('gone'));
    expect(namesIn(documents)).toEqual([]);
    expect(await repository.list()).toEqual([]);
    documents.undo();
    expect(namesIn(documents)).toEqual(['One rack']);
    await documents.opening.settled();
    expect(nameOf(documents)).toBe('One rack');
    await vi.waitFor(async () => expect(await repository.list()).toHaveLength(1), PATIENTLY);
  });

  it('list what was deleted, the last one first, and restore it as a step that undo takes back', async () => {
    const { documents, scenario, wait } = await opened();
    const [other] = await documents.add([aScenario({ name: 'Other' })], step('other'));
    await documents.remove([scenario.id], step('gone'));
    wait(1_000);
    await documents.remove([other!.id], step('gone'));
    const trash = () => documents.store.getState().trash.map(({ name }) => name);
    expect(trash()).toEqual(['Other', 'One rack']);
    await documents.restore([scenario.id], step('back'));
    expect([trash(), namesIn(documents), nameOf(documents)]).toEqual([['Other'], ['One rack'], 'One rack']);
    documents.undo();
    expect([trash(), namesIn(documents)]).toEqual([['One rack', 'Other'], []]);
  });

  it('delete for good only what is in the trash, and leave no step that leads back to it', async () => {
    const { database, documents, scenario } = await opened();
    const [other] = await documents.add([aScenario({ name: 'Other' })], step('other'));
    documents.dispatch(rename('Renamed'), scenario.id);
    await documents.remove([scenario.id], step('gone'));
    await documents.deleteForGood([scenario.id, other!.id]);
    expect(documents.store.getState().trash).toEqual([]);
    expect(await database.scenarios.toCollection().primaryKeys()).toEqual([other!.id]);
    documents.undo();
    documents.undo();
    documents.undo();
    expect(namesIn(documents)).toEqual([]);
    expect(documents.store.getState().opened[scenario.id]).toBeUndefined();
  });

  it.each([
    { clock: 'a year ahead', wrong: 365 },
    { clock: 'a year back', wrong: -365 },
  ])('keep what was deleted over starts with a clock that is $clock', async ({ wrong }) => {
    const bench = aBench(`trash${wrong}`);
    await bench.documents.start();
    const [scenario] = await bench.documents.add([aScenario()], step('one'));
    if (wrong < 0) bench.wait(wrong * DAY_MILLISECONDS);
    await bench.documents.remove([scenario!.id], step('gone'));
    bench.wait((wrong > 0 ? wrong : 1 - wrong) * DAY_MILLISECONDS);
    for (let start = 0; start < 3; start += 1) await bench.documents.start();
    bench.wait(-wrong * DAY_MILLISECONDS);
    await bench.documents.start();
    expect(bench.documents.store.getState().trash).toHaveLength(1);
  });

  it('remove for good what was deleted once its days are over, by the clock and by use', async () => {
    const { documents, database, scenario, wait } = await opened();
    await documents.remove([scenario.id], step('gone'));
    const starts: number[] = [];
    for (let day = 0; day <= KEEP_DELETED_DAYS + 1; day += 1) {
      await documents.start();
      starts.push(documents.store.getState().trash.length);
      wait(DAY_MILLISECONDS);
    }
    expect(starts.indexOf(0)).toBe(KEEP_DELETED_DAYS + 1);
    expect(await database.scenarios.count()).toBe(0);
  });

  it('say that they save while something beside them is written, and stay failed until it was after all', async () => {
    const { documents } = await opened();
    const saving = () => documents.store.getState().saving;
    let refuse: (error: Error) => void = () => undefined;
    documents.touch(
      new Promise((_done, refused) => {
        refuse = refused;
      }),
    );
    expect(saving()).toEqual({ kind: 'saving' });
    refuse(new DOMException('gone', 'UnknownError'));
    await vi.waitFor(() => expect(saving()).toEqual({ kind: 'failed', failure: 'unknown' }));
    documents.dispatch(rename('Later'));
    await documents.flush();
    expect(saving()).toEqual({ kind: 'failed', failure: 'unknown' });
    expect(await documents.settle()).toBe(true);
    expect(saving()).toEqual({ kind: 'saved' });
  });

  it('rename a scenario that is not open without opening it, undoable', async () => {
    const { documents, scenario } = await opened();
    const [other] = await documents.add([aScenario({ name: 'Other' })], step('other'));
    expect(scenarioOf(documents.store.getState())?.id).toBe(other!.id);
    documents.dispatch(rename('Renamed'), scenario.id);
    expect(namesIn(documents)).toContain('Renamed');
    documents.undo();
    expect(namesIn(documents)).toContain('One rack');
    expect(nameOf(documents)).toBe('Other');
  });

  it('refuse an edit that could not be read back, and change nothing', async () => {
    const { documents } = await opened();
    const refused = documents.dispatch(rename(''));
    expect(refused).toMatchObject({ ok: false, error: { code: 'edit-invalid', path: 'name' } });
    expect(nameOf(documents)).toBe('One rack');
    expect(documents.store.getState().history.done).toHaveLength(1);
  });

  it('refuse an edit that leaves a device without its rack', async () => {
    const { documents } = await opened();
    const device = {
      id: 'n1',
      name: 'Node 1',
      type: 'groq-node-v1',
      rack: 'z99',
      position: 1,
      face: 'front',
    };
    const refused = documents.dispatch({
      name: step('stray'),
      recipe: (draft) => {
        Object.assign(draft.devices, { n1: device });
      },
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'edit-stray-device' } });
  });

  it('say that the disk is full, take no more edits, and go on when there is room again', async () => {
    const { documents, database, scenario } = await opened();
    const full = vi.spyOn(database.scenarios, 'bulkPut').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    documents.dispatch(rename('Unsaved'));
    expect(await documents.flush()).toBe(false);
    expect(documents.store.getState().saving).toEqual({ kind: 'failed', failure: 'full' });
    expect(documents.dispatch(rename('Lost'))).toMatchObject({ ok: false, error: { code: 'storage-full' } });

    full.mockRestore();
    expect(await documents.flush()).toBe(true);
    expect((await database.scenarios.get(scenario.id))?.document).toMatchObject({ name: 'Unsaved' });
    expect(documents.dispatch(rename('Taken'))).toMatchObject({ ok: true });
  });
});

describe('a database with bad rows', () => {
  it('sets an unreadable document aside, names the reason and still opens the others', async () => {
    const { documents, database, repository, scenario } = await opened();
    await documents.add([aScenario({ name: 'Good' })], step('good'));
    await database.scenarios.put({ id: scenario.id, document: { format: 'something else' } });

    const fresh = aBench(database.name);
    await fresh.documents.start();
    expect(await fresh.documents.open(scenario.id)).toMatchObject({ ok: false });
    expect(namesIn(fresh.documents)).toEqual(['Good']);
    expect(fresh.documents.store.getState().quarantined).toMatchObject([
      { key: scenario.id, row: { format: 'something else' } },
    ]);
    expect(await repository.readAll()).toHaveLength(1);
  });

  it('mends a list entry that cannot be read from its document', async () => {
    const { database, scenario } = await opened();
    await database.summaries.put({ id: scenario.id, name: 7 } as never);
    const fresh = aBench(database.name);
    await fresh.documents.start();
    expect(namesIn(fresh.documents)).toEqual(['One rack']);
  });

  it('finds a document that has lost its list entry', async () => {
    const { database, scenario } = await opened();
    await database.summaries.delete(scenario.id);
    const fresh = aBench(database.name);
    expect(await fresh.documents.start()).toBe(1);
  });

  it('made by a newer version is refused and left as it was', async () => {
    const newer = new Dexie('from-the-future');
    newer
      .version(LATEST_SCHEMA + 1)
      .stores({ scenarios: 'id', summaries: 'id', quarantine: 'key', settings: 'key' });
    await newer.open();
    newer.close();
    const bench = aBench('from-the-future');
    await bench.documents.start();
    expect(bench.documents.store.getState()).toMatchObject({ phase: 'failed', failure: 'newer' });
  });
});

describe.each(Array.from({ length: LATEST_SCHEMA }, (_, index) => index + 1))('schema %i', (schema) => {
  it('opens in this version with its scenarios', async () => {
    const old = databaseNamed(`schema-${schema}`, schema);
    const scenario = aScenario();
    await old.table('scenarios').put({ id: scenario.id, document: scenario });
    old.close();
    const bench = aBench(`schema-${schema}`);
    expect(await bench.documents.start()).toBe(1);
    expect(await bench.documents.open(scenario.id)).toEqual({ ok: true, value: scenario });
  });
});
