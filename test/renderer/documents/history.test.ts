import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '#renderer/documents/command';
import { scenarioOf } from '#renderer/documents/documents';
import { emptyHistory, HISTORY_DEPTH, record, type Step } from '#renderer/documents/history';
import { ScenarioId } from '#shared/schema/ids';
import { aBench, aScenario, step } from './support';

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const edits: fc.Arbitrary<Command['recipe']> = fc.oneof(
  word.map((name): Command['recipe'] => (draft) => {
    draft.name = name;
  }),
  word.map((note): Command['recipe'] => (draft) => {
    draft.note = note;
  }),
  fc.tuple(word, fc.integer({ min: 0, max: 9 })).map(([id, row]): Command['recipe'] => (draft) => {
    Object.assign(draft.racks, {
      [id]: { id, name: id, type: 'rack-42u', row, place: 0, feeds: [], limits: {} },
    });
  }),
  fc.nat(5).map((at): Command['recipe'] => (draft) => {
    const racks = draft.racks as Record<string, unknown>;
    const id = Object.keys(racks)[at];
    if (id !== undefined) Reflect.deleteProperty(racks, id);
  }),
);
const commands = fc.array(
  fc.record({ recipe: edits, merge: fc.constantFrom(undefined, 'same'), pause: fc.nat(2_000) }),
  { maxLength: 30 },
);

describe('the history', () => {
  it('undone to its start gives the document it began with, and redone the one it ended with', async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        const { documents, wait } = aBench();
        await documents.start();
        const before = aScenario();
        await documents.add([before], step('start'), { keepIds: true, unrecorded: true });
        for (const { recipe, merge, pause } of sequence) {
          wait(pause);
          documents.dispatch({ name: step('edit'), recipe, ...(merge === undefined ? {} : { merge }) });
        }
        const now = () => scenarioOf(documents.store.getState());
        const after = now();
        while (documents.store.getState().history.done.length > 0) documents.undo();
        expect(now()).toEqual(before);
        while (documents.store.getState().history.undone.length > 0) documents.redo();
        expect(now()).toEqual(after);
      }),
      { numRuns: 60 },
    );
  });

  it('reaches back at least 200 steps and no further than its depth', () => {
    const edit = (at: number): Step => ({
      kind: 'edit',
      name: step('edit'),
      scenario: ScenarioId.parse('one'),
      patches: [],
      inverse: [],
      merge: undefined,
      inBackground: false,
      milestone: false,
      at,
    });
    let history = emptyHistory;
    for (let at = 0; at < HISTORY_DEPTH + 5; at += 1) history = record(history, edit(at));
    expect(HISTORY_DEPTH).toBeGreaterThanOrEqual(200);
    expect(history.done).toHaveLength(HISTORY_DEPTH);
    expect(history.done.at(-1)).toMatchObject({ at: HISTORY_DEPTH + 4 });
  });
});
