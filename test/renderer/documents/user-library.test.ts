import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { type KeptEntry, keptEntryOf } from '#shared/library/library';
import { userLibraryIn } from '#renderer/documents/user-library';
import { aBench, laysNothing, step } from './support';

const model = (name: string): KeptEntry =>
  keptEntryOf('models', { id: 'own-70b', name, basedOn: 'llama-3.1-70b' });

it('keeps entries over a restart, and takes a change back and does it again', async () => {
  const { database, documents } = aBench('user-library');
  const library = userLibraryIn({ api: laysNothing, database, documents });
  await library.load();
  expect(library.current()).toBeUndefined();
  library.records.change({ name: step('keep'), put: [model('First')] });
  library.records.change({ name: step('rename'), put: [model('Second')] });
  expect(library.current()?.models).toMatchObject([{ name: 'Second' }]);
  documents.undo();
  expect(library.current()?.models).toMatchObject([{ name: 'First' }]);
  documents.undo();
  expect(library.current()).toBeUndefined();
  documents.redo();
  await vi.waitFor(async () => expect(await database.userEntries.count()).toBe(1));

  const again = userLibraryIn({ api: laysNothing, ...aBench('user-library') });
  await again.load();
  expect(again.current()?.models).toMatchObject([{ id: 'own-70b', name: 'First' }]);
});

it('says what of it holds, as of its last change', async () => {
  const { database, documents } = aBench();
  const answers: ((value: Awaited<ReturnType<typeof laysNothing.layLibrary>>) => void)[] = [];
  const api = { layLibrary: vi.fn(() => new Promise<never>((done) => answers.push(done as never))) };
  const library = userLibraryIn({ api, database, documents });
  library.records.change({ name: step('one'), put: [model('First')] });
  library.records.change({ name: step('two'), put: [model('Second')] });
  const fault = { kind: 'models', id: 'own-70b', path: 'models[0]', reason: 'late' } as const;
  answers[0]?.({ ok: true, value: { entries: {} as never, faults: [fault] as never } });
  answers[1]?.({ ok: true, value: { entries: {} as never, faults: [] } });
  await vi.waitFor(() => expect(library.laid.getState().laid?.faults).toEqual([]));
});
