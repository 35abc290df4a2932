import { describe, expect, it } from 'vitest';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Problem } from '#shared/plan/plan';
import { Scenario } from '#shared/scenario/schema';
import { applyCommand } from '#renderer/documents/command';
import { newErrors } from '#renderer/features/catalogue/own/use-own-entries';
import { withValueAt } from '#renderer/features/catalogue/own/entry-form';
import {
  blankEntry,
  checkedEntry,
  isOwn,
  keepEntry,
  newKinds,
  ownKinds,
  removeEntry,
  type OwnEntry,
} from '#renderer/features/catalogue/own/own-entries';
import { freeEntryId } from '#renderer/documents/library-entries';
import { usesOf } from '#renderer/features/catalogue/library/uses';
import { aDraft } from '../../../support/scenario';

const scenario = Scenario.parse(
  aDraft({
    devices: {
      d1: { id: 'd1', name: 'One', type: 'dgx-h100', rack: 'a01', position: 1, face: 'front' },
      d2: { id: 'd2', name: 'Two', type: 'dgx-h100', rack: 'a01', position: 9, face: 'front' },
    },
  }),
);

const named = (kind: (typeof ownKinds)[number], id = 'own-test'): OwnEntry =>
  withValueAt(blankEntry(kind, id), 'name', 'Test');

describe('the form of every kind', () => {
  it.each(newKinds)('begins %s with what is sound once it has a name', (kind) => {
    const blank = blankEntry(kind, 'own-test');
    expect(checkedEntry(kind, blank)).toMatchObject({ ok: false, faults: [{ path: 'name' }] });
    expect(checkedEntry(kind, withValueAt(blank, 'name', 'Test'))).toMatchObject({ ok: true });
  });
});

describe('an own entry', () => {
  it.each(ownKinds)('of %s needs a name, and then is sound with everything else unknown', (kind) => {
    expect(checkedEntry(kind, blankEntry(kind, 'own-test'))).toMatchObject({
      ok: false,
      faults: [{ path: 'name' }],
    });
    expect(checkedEntry(kind, named(kind))).toMatchObject({ ok: true });
  });

  it('names the place of what is wrong', () => {
    const wrong = withValueAt(named('deviceTypes'), 'heightUnits', 1.3);
    expect(checkedEntry('deviceTypes', wrong)).toMatchObject({
      ok: false,
      faults: [{ path: 'heightUnits' }],
    });
  });

  it('travels with the scenario, and is gone again when it is removed', () => {
    const entry = named('deviceTypes');
    const added = applyCommand(scenario, keepEntry('deviceTypes', entry, true)).scenario;
    expect(isOwn(added.userCatalogue, 'deviceTypes', entry.id)).toBe(true);
    expect(Scenario.safeParse(added).success).toBe(true);
    const removed = applyCommand(added, removeEntry('deviceTypes', entry)).scenario;
    expect(isOwn(removed.userCatalogue, 'deviceTypes', entry.id)).toBe(false);
  });

  it('gets an id from its name that nothing else has', () => {
    const catalogue = { deviceTypes: { 'own-box': {} } } as unknown as Catalogue;
    expect(freeEntryId(catalogue, 'deviceTypes', 'Box')).toBe('own-box-2');
    expect(freeEntryId(catalogue, 'deviceTypes', '机柜')).toBe('own-device');
  });
});

describe('what a change would break', () => {
  const problem = (code: string, severity: Problem['severity'] = 'error'): Problem => ({
    severity,
    place: { kind: 'site' },
    refusal: { code, message: code },
  });

  it('is the errors that were not there before', () => {
    const before = { problems: [problem('old'), problem('doubt', 'warning')] };
    const after = { problems: [problem('old'), problem('new'), problem('other doubt', 'warning')] };
    expect(newErrors(before, after).map(({ refusal }) => refusal.code)).toEqual(['new']);
  });
});

describe('the uses of an entry', () => {
  it('are counted by rack for devices, and by name for racks', () => {
    expect([...usesOf(scenario, 'deviceTypes', 'dgx-h100')]).toEqual([['A01', 2]]);
    expect([...usesOf(scenario, 'rackTypes', 'rack-42u')]).toEqual([['A01', 1]]);
    expect([...usesOf(scenario, 'deviceTypes', 'groq-node-v1')]).toEqual([]);
  });
});
