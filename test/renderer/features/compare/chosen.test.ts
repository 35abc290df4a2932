import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScenarioId } from '#shared/schema/ids';
import { Compared } from '#shared/compare/comparison';
import {
  baselineOf,
  columnsOf,
  listedOf,
  toggled,
  withBaseline,
  withColumnAt,
  withColumnPinned,
  withNote,
  withRowAt,
  withRowMoved,
  withRowPinned,
} from '#renderer/features/compare/compared-scenarios';

const id = (value: string) => ScenarioId.parse(value);
const chosenOf = (...scenarios: string[]): Compared => Compared.parse({ id: 'compared', scenarios });
const aRow = (value: string) => ({
  id: id(value),
  name: value,
  createdAt: 0,
  updatedAt: 0,
  deletedAt: 0,
  racks: 1,
  devices: 0,
});

describe('the scenarios chosen for a comparison', () => {
  it('gain a ticked one as the last column', () => {
    expect(toggled(chosenOf('lpu'), id('gpu')).scenarios).toEqual(['lpu', 'gpu']);
  });

  it('lose one that is ticked again, and its pin with it', () => {
    const pinned = withColumnPinned(chosenOf('lpu', 'gpu'), 'lpu');

    expect(toggled(pinned, id('lpu'))).toMatchObject({ scenarios: ['gpu'], pinnedScenarios: [] });
  });

  it('have any of them as baseline, in whatever column', () => {
    const chosen = withBaseline(chosenOf('lpu', 'gpu', 'mixed'), id('mixed'));

    expect(columnsOf(chosen)).toEqual(['lpu', 'gpu', 'mixed']);
    expect(baselineOf(chosen, columnsOf(chosen))).toBe(2);
  });

  it('fall back to the first column where the baseline is gone', () => {
    const chosen = withBaseline(chosenOf('lpu', 'gpu'), id('gpu'));

    expect(baselineOf(toggled(chosen, id('gpu')), ['lpu'])).toBe(0);
  });

  it('leave out what the library no longer has', () => {
    const listed = listedOf(chosenOf('gone', 'gpu'), [aRow('gpu'), aRow('other')]);

    expect(listed.map((row) => row.id)).toEqual(['gpu']);
  });
});

describe('columns', () => {
  it('stand at the left while they are pinned, and go back to their place', () => {
    const pinned = withColumnPinned(chosenOf('a', 'b', 'c'), 'c');

    expect(columnsOf(pinned)).toEqual(['c', 'a', 'b']);
    expect(columnsOf(withColumnPinned(pinned, 'c'))).toEqual(['a', 'b', 'c']);
  });

  it('move to where they are put; a pinned one stays among the pinned', () => {
    const columns = chosenOf('a', 'b', 'c');

    expect(columnsOf(withColumnAt(columns, 'a', 1))).toEqual(['b', 'a', 'c']);
    expect(columnsOf(withColumnAt(withColumnPinned(columns, 'c'), 'c', 2))).toEqual(['c', 'a', 'b']);
    expect(columnsOf(withColumnAt(withColumnPinned(columns, 'c'), 'b', 0))).toEqual(['c', 'b', 'a']);
  });

  it('are the same ones after any moves and pins', () => {
    const move = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), to: fc.integer({ min: -2, max: 6 }) });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), fc.subarray(['a', 'b', 'c', 'd']), (moves, pins) => {
        const pinned = pins.reduce(withColumnPinned, chosenOf('a', 'b', 'c', 'd'));
        const moved = moves.reduce((chosen, { id: which, to }) => withColumnAt(chosen, which, to), pinned);
        expect([...columnsOf(moved)].sort()).toEqual(['a', 'b', 'c', 'd']);
        expect(columnsOf(moved).slice(0, pins.length).toSorted()).toEqual(pins.toSorted());
      }),
    );
  });
});

describe('pinned rows', () => {
  it('move among each other', () => {
    const pinned = ['x', 'y', 'z'].reduce(withRowPinned, chosenOf('a', 'b'));

    expect(withRowMoved(pinned, 'z', -1).pinnedRows).toEqual(['x', 'z', 'y']);
    expect(withRowMoved(pinned, 'x', -1).pinnedRows).toEqual(['x', 'y', 'z']);
    expect(withRowAt(pinned, 'x', 'z').pinnedRows).toEqual(['y', 'z', 'x']);
  });
});

describe('notes', () => {
  it('are kept by what they are about, and taken away by an empty text', () => {
    const noted = withNote(
      chosenOf('a', 'b'),
      { kind: 'row', key: 'cost.capital' },
      ' from the offer of May ',
    );

    expect(noted.rowNotes).toEqual({ 'cost.capital': 'from the offer of May' });
    expect(withNote(noted, { kind: 'row', key: 'cost.capital' }, '  ').rowNotes).toEqual({});
  });
});
