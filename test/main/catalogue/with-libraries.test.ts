import { describe, expect, it } from 'vitest';
import { layLibrary } from '#main/catalogue/with-libraries';
import { emptyLibrary, type Library } from '#shared/library/library';
import { withLaid } from '#shared/library/laid-library';
import { shippedServices } from '../../support/services';

const { catalogue } = await shippedServices();

const library = (changes: Partial<Library>): Library => ({ ...emptyLibrary, ...changes });
const copy = { id: 'own-70b', name: 'Own 70B', basedOn: 'llama-3.1-70b' };

describe('a library that the app lays beside the catalogue', () => {
  it('gives its entries whole, with what they are based on, and the catalogue with them', () => {
    const laid = layLibrary(catalogue, library({ models: [copy] }));
    expect(laid.faults).toEqual([]);
    expect(laid.entries.models['own-70b']).toMatchObject({ name: 'Own 70B', layers: 80 });
    expect(withLaid(catalogue, laid.entries).models).toEqual(laid.catalogue.models);
  });

  it('leaves out what is at fault and says where, and keeps the rest', () => {
    const broken = { id: 'own-bad', name: 'Bad', basedOn: 'llama-3.1-70b', layers: -1 };
    const laid = layLibrary(catalogue, library({ models: [broken, copy] }));
    expect(laid.faults).toMatchObject([{ kind: 'models', id: 'own-bad', path: 'models[0].layers' }]);
    expect(Object.keys(laid.entries.models)).toEqual(['own-70b']);
  });

  it('leaves out the second of two entries with one id, and one whose id the catalogue has', () => {
    const taken = { ...copy, id: 'llama-3.1-8b' };
    const laid = layLibrary(catalogue, library({ models: [copy, { ...copy, name: 'Again' }, taken] }));
    expect(laid.faults.map(({ id }) => id)).toEqual(['own-70b', 'llama-3.1-8b']);
    expect(laid.entries.models['own-70b']?.name).toBe('Own 70B');
    expect(laid.catalogue.models['llama-3.1-8b']).toBe(catalogue.models['llama-3.1-8b']);
  });

  it('leaves out with an entry what is based on it or refers to it', () => {
    const accelerator = { id: 'own-gpu', name: 'Own', basedOn: 'h100-sxm', defaultEngine: 'no-such-engine' };
    const server = {
      id: 'own-server',
      name: 'Own server',
      basedOn: 'dgx-h100',
      accelerators: { type: 'own-gpu', count: 8 },
    };
    const laid = layLibrary(catalogue, library({ accelerators: [accelerator], deviceTypes: [server] }));
    expect(laid.faults.map(({ kind, id }) => `${kind}/${id}`)).toEqual([
      'accelerators/own-gpu',
      'deviceTypes/own-server',
    ]);
  });

  it('names every member of a circle', () => {
    const a = { id: 'a', basedOn: 'b' };
    const b = { id: 'b', basedOn: 'a' };
    const { faults } = layLibrary(catalogue, library({ models: [a, b] }));
    expect(faults.map(({ id }) => id).toSorted()).toEqual(['a', 'b']);
    expect(faults[0]?.reason).toContain('a → b → a');
  });
});
