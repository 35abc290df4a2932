import type { Catalogue } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { CatalogueFault } from './fault';
import { figureList } from '#shared/catalogue/figure-paths';
import { kinds, type Kind } from '#shared/catalogue/kinds';

interface Reference {
  /** The entry and field that refer, such as `deviceTypes/dgx-h100/price`. */
  readonly from: string;
  readonly to: Kind;
  readonly id: string | undefined;
}

/** Every reference of the catalogue that leads nowhere, and every pair of entries that contradict one another. */
export const referenceFaults = (catalogue: Catalogue): readonly CatalogueFault[] => [
  ...allReferences(catalogue)
    .filter(({ to, id }) => id !== undefined && !Object.hasOwn(catalogue[to], id))
    .map(({ from, to, id }) => fault(from, `${kinds[to].file} has no entry "${id ?? ''}"`)),
  ...unitFaults(catalogue),
  ...engineFaults(catalogue),
];

function fault(from: string, reason: string): CatalogueFault {
  const [kind = '', ...place] = from.split('/');
  return { file: kinds[kind as Kind].file, path: place.join('.'), reason };
}

function allReferences(catalogue: Catalogue): readonly Reference[] {
  return [...sourceReferences(catalogue), ...partReferences(catalogue)];
}

function* sourceReferences(catalogue: Catalogue): Generator<Reference> {
  for (const { path, figure } of figureList(catalogue)) {
    if (!isKnown(figure)) continue;
    for (const { id, source } of figure.readings) {
      yield { from: `${path}/readings/${id}`, to: 'sources', id: source };
    }
  }
  for (const { id, dimensions } of Object.values(catalogue.deviceTypes)) {
    yield { from: `deviceTypes/${id}/dimensions`, to: 'sources', id: dimensions.source };
  }
  for (const { id, source } of Object.values(catalogue.models)) {
    yield { from: `models/${id}/source`, to: 'sources', id: source };
  }
  for (const { id, source } of Object.values(catalogue.engines)) {
    yield { from: `engines/${id}/source`, to: 'sources', id: source };
  }
}

function* partReferences(catalogue: Catalogue): Generator<Reference> {
  for (const { id, price, defaultEngine } of Object.values(catalogue.accelerators)) {
    yield { from: `accelerators/${id}/price`, to: 'prices', id: price };
    yield { from: `accelerators/${id}/defaultEngine`, to: 'engines', id: defaultEngine };
  }
  for (const { id, price, accelerators } of Object.values(catalogue.deviceTypes)) {
    yield { from: `deviceTypes/${id}/price`, to: 'prices', id: price };
    yield { from: `deviceTypes/${id}/accelerators`, to: 'accelerators', id: accelerators?.type };
  }
  for (const { id, members } of Object.values(catalogue.deviceGroups)) {
    for (const { type } of members)
      yield { from: `deviceGroups/${id}/members/${type}`, to: 'deviceTypes', id: type };
  }
  for (const { id, price } of Object.values(catalogue.rackTypes)) {
    yield { from: `rackTypes/${id}/price`, to: 'prices', id: price };
  }
}

function* unitFaults(catalogue: Catalogue): Generator<CatalogueFault> {
  for (const { id, currency, amount } of Object.values(catalogue.prices)) {
    if (amount.unit !== currency) yield fault(`prices/${id}/amount`, `the unit must be ${currency}`);
  }
  for (const { id, from, to, rate } of Object.values(catalogue.exchangeRates)) {
    if (rate.unit !== `${to}/${from}`)
      yield fault(`exchangeRates/${id}/rate`, `the unit must be ${to}/${from}`);
  }
  for (const { id, tariff, tariffCurrency } of Object.values(catalogue.sites)) {
    const unit = `${tariffCurrency}/kWh`;
    if (tariff.unit !== unit) yield fault(`sites/${id}/tariff`, `the unit must be ${unit}`);
  }
}

function* engineFaults(catalogue: Catalogue): Generator<CatalogueFault> {
  for (const { id, kind, defaultEngine } of Object.values(catalogue.accelerators)) {
    const engine = catalogue.engines[defaultEngine];
    if (engine !== undefined && engine.kind !== kind) {
      yield fault(
        `accelerators/${id}/defaultEngine`,
        `"${defaultEngine}" runs on another kind of accelerator`,
      );
    }
  }
}
