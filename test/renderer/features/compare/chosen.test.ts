import { describe, expect, it } from 'vitest';
import { ScenarioId } from '#shared/ids';
import type { Compared } from '../../../../src/renderer/documents/compared';
import { listedOf, toggled, withBaseline } from '../../../../src/renderer/features/compare/chosen';

const id = (value: string) => ScenarioId.parse(value);
const chosenOf = (...scenarios: string[]): Compared => ({ scenarios, onlyDifferences: true });
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

  it('lose one that is ticked again', () => {
    expect(toggled(chosenOf('lpu', 'gpu'), id('lpu')).scenarios).toEqual(['gpu']);
  });

  it('have their baseline first', () => {
    expect(withBaseline(chosenOf('lpu', 'gpu', 'mixed'), id('mixed')).scenarios).toEqual([
      'mixed',
      'lpu',
      'gpu',
    ]);
  });

  it('leave out what the library no longer has', () => {
    const listed = listedOf(chosenOf('gone', 'gpu'), [aRow('gpu'), aRow('other')]);

    expect(listed.map((row) => row.id)).toEqual(['gpu']);
  });
});
