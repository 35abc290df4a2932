import { describe, expect, it } from 'vitest';
import { type LaidLibrary, withLaid } from '#shared/library/laid-library';
import {
  emptyLibrary,
  type KeptEntry,
  keptEntriesOf,
  keptEntryOf,
  libraryKinds,
} from '#shared/library/library';
import { noPrices } from '#shared/prices/price-book';
import { readScenario } from '#shared/scenario/read';
import { Scenario } from '#shared/scenario/schema';
import { plan } from '#main/planning/plan';
import { applyCommand } from '#renderer/documents/command';
import { entriesToKeep, entryToKeep, incomingEntries, namedBy } from '#renderer/documents/library-entries';
import { openedKind } from '#renderer/documents/opened-kind';
import { carriedBy, fileTextOf, leavingCarried, withoutKnown } from '#renderer/documents/scenario-file';
import { aDraft } from '../../support/scenario';
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
    const less = { ...published, id: 'own-gpu', linkDomain: undefined };
    expect(entryToKeep(less, published)).not.toHaveProperty('basedOn');
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

describe('a scenario that leaves the app', () => {
  const laid = {
    ...Object.fromEntries(libraryKinds.map((kind) => [kind, {}])),
    accelerators: { 'own-gpu': { ...catalogue.accelerators['h100-sxm'], id: 'own-gpu', name: 'Own GPU' } },
    deviceTypes: {
      'own-server': {
        ...catalogue.deviceTypes['dgx-h100'],
        id: 'own-server',
        accelerators: { type: 'own-gpu', count: 8 },
      },
      'own-box': { ...catalogue.deviceTypes['dgx-h100'], id: 'own-box' },
    },
  } as unknown as LaidLibrary['entries'];
  const device = { id: 'd1', name: 'One', type: 'own-server', rack: 'a01', position: 1, face: 'front' };
  const scenario = Scenario.parse(aDraft({ devices: { d1: device } }));
  const taking = { book: noPrices, catalogue: withLaid(catalogue, laid), library: laid };
  const file = { name: 's.json', text: fileTextOf(scenario, taking) };
  const read = readScenario(file.text);
  if (!read.ok) throw new Error(read.error.message);

  it('takes along what it uses of the library and what that needs, and no more', () => {
    const carried = read.value.userCatalogue?.library;
    expect(carried?.deviceTypes.map(({ id }) => id)).toEqual(['own-server']);
    expect(carried?.accelerators.map(({ id }) => id)).toEqual(['own-gpu']);
  });

  it('is planned alike where that library is not', () => {
    const own = plan(scenario, taking.catalogue);
    const elsewhere = plan(read.value, catalogue);
    expect(elsewhere.racks['a01' as never]?.power.typical).toEqual(own.racks['a01' as never]?.power.typical);
    expect(elsewhere.problems).toEqual(own.problems);
  });

  it('carries nothing any more where the library has it just so, and what differs stays its own', () => {
    expect(withoutKnown(read.value, laid).userCatalogue?.library).toBeUndefined();
    const changed = { ...laid, accelerators: {} } as LaidLibrary['entries'];
    const left = withoutKnown(read.value, changed).userCatalogue?.library;
    expect(left?.accelerators.map(({ id }) => id)).toEqual(['own-gpu']);
    expect(left?.deviceTypes).toEqual([]);
    const gone = applyCommand(read.value, leavingCarried([keptEntryOf('accelerators', gpu)])).scenario;
    expect(gone.userCatalogue?.library?.accelerators).toEqual([]);
    expect(Scenario.safeParse(gone).success).toBe(true);
  });

  it('offers entries as known where the library has them whole, however they are kept', () => {
    const held = byId([keptEntryOf('accelerators', gpu)]);
    const carried = carriedBy(read.value);
    const standings =
      carried && incomingEntries(carried, held, laid).map(({ kept, standing }) => [kept.id, standing]);
    expect(standings).toEqual([
      ['accelerators/own-gpu', 'same'],
      ['deviceTypes/own-server', 'new'],
    ]);
  });
});
