import { describe, expect, it } from 'vitest';
import { emptyLibrary, type KeptEntry, keptEntriesOf, keptEntryOf } from '#shared/library/library';
import { entriesToKeep, entryToKeep, incomingEntries, namedBy } from '#renderer/documents/library-entries';
import { openedKind } from '#renderer/documents/opened-kind';
import { shippedServices } from '../../support/services';

const { catalogue } = await shippedServices();

const gpu = { id: 'own-gpu', name: 'Own GPU', basedOn: 'h100-sxm' };
const server = { id: 'own-server', basedOn: 'dgx-h100', accelerators: { type: 'own-gpu', count: 8 } };
const theirs = { ...emptyLibrary, accelerators: [{ ...gpu, name: 'Theirs' }], deviceTypes: [server] };
const byId = (entries: readonly KeptEntry[]) => Object.fromEntries(entries.map((each) => [each.id, each]));
const mine = byId([keptEntryOf('accelerators', gpu)]);
const taken = new Set(Object.keys(mine));

describe('entries that come in', () => {
  it('are new, known or different, whatever the order of their fields', () => {
    expect(incomingEntries(theirs, mine).map(({ standing }) => standing)).toEqual(['differs', 'new']);
    const same = byId([keptEntryOf('accelerators', { basedOn: 'h100-sxm', name: 'Theirs', id: 'own-gpu' })]);
    expect(incomingEntries(theirs, same)[0]?.standing).toBe('same');
  });

  it('replace nothing unless they are told to', () => {
    const incoming = incomingEntries(theirs, mine);
    expect(entriesToKeep(incoming, 'keep-mine', taken).map(({ id }) => id)).toEqual([
      'deviceTypes/own-server',
    ]);
    expect(entriesToKeep(incoming, 'take-theirs', taken).map(({ id }) => id)).toEqual([
      'deviceTypes/own-server',
      'accelerators/own-gpu',
    ]);
  });

  it('get new ids beside one’s own, which what came with them follows', () => {
    const kept = entriesToKeep(incomingEntries(theirs, mine), 'keep-both', taken);
    expect(kept.map(({ entry }) => entry)).toMatchObject([
      { id: 'own-server', accelerators: { type: 'own-gpu-2', count: 8 } },
      { id: 'own-gpu-2', name: 'Theirs', basedOn: 'h100-sxm' },
    ]);
  });
});

describe('a copy of an entry', () => {
  const published = catalogue.accelerators['h100-sxm'];

  it('is kept as what differs from it', () => {
    const copy = { ...published, id: 'own-gpu', name: 'Faster' };
    expect(entryToKeep(copy, published)).toEqual({ id: 'own-gpu', basedOn: 'h100-sxm', name: 'Faster' });
  });

  it('is kept whole where something of it was taken out', () => {
    const { linkDomain: _, price: __, ...less } = published ?? { id: 'x' as const };
    expect(entryToKeep({ ...less, id: 'own-gpu' }, published)).not.toHaveProperty('basedOn');
  });
});

it('names what is based on an entry or refers to it', () => {
  const held = byId(keptEntriesOf(theirs));
  const by = namedBy(catalogue, held, { kind: 'accelerators', id: 'h100-sxm' }).map(({ id }) => id);
  expect(by).toContain('own-gpu');
  expect(by).toContain('dgx-h100');
});

it.each([
  ['config.json', '{"model_type":"llama","hidden_size":1}', 'model'],
  ['config.json', '{', 'model'],
  ['x.json', '{"text_config": {"hidden_size": 5}}', 'model'],
  ['hf_quant_config.json', '{"producer":{},"quantization":{"quant_algo":"NVFP4"}}', 'quantization'],
  ['own.json', '{"format":"fleetwright-library","schemaVersion":1}', 'library'],
  ['own.json', '{"schemaVersion":1,"format":"fleetwright-library"}', 'library'],
  ['b.json', ' {"format": "fleetwright-backup"}', 'backup'],
  ['s.json', '{"format":"fleetwright-scenario","model_type":"x"}', 'scenario'],
  ['foreign.json', '{"format": "something else"}', 'scenario'],
] as const)('tells what %s with %s is', (name, text, kind) => {
  expect(openedKind({ name, text })).toBe(kind);
});
