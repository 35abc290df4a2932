import type { AdditionItem, CostAddition, UnpricedItem } from '#shared/plan/cost';
import type { DerivedMoney } from '#shared/plan/derived';
import type { Finance, OwnAmount } from '#shared/scenario/finance';
import { deriveMoney, sumOfMoney, timesMoney } from '../derivation/money';
import type { PlanningContext } from '../planning-context';
import { givenTerm, ownAmount } from './own-amount';

export interface Additions {
  readonly additions: readonly CostAddition[];
  readonly capital: DerivedMoney;
  readonly unpriced: readonly UnpricedItem[];
}

type RateField = 'sparesRate' | 'freightRate' | 'taxRate';

function shareOf(base: DerivedMoney, field: RateField, finance: Finance): DerivedMoney {
  const rate = finance[field];
  const inputs = [
    { name: 'addition.base', value: base },
    { name: 'addition.rate', value: givenTerm(rate, '1', field) },
  ] as const;
  return deriveMoney('share-of', inputs, timesMoney(base, rate));
}

function perRack(amount: DerivedMoney, racks: number): DerivedMoney {
  const inputs = [{ name: 'addition.perRack', value: amount, count: racks }] as const;
  return deriveMoney('per-rack', inputs, timesMoney(amount, racks));
}

/**
 * What buying brings with it: spares on the hardware; cabling and installation per rack; freight on hardware and spares;
 * tax on all of it. What is not asked for has no line; what cannot be converted is named.
 */
export function additionsTo(hardware: DerivedMoney, racks: number, context: PlanningContext): Additions {
  const { finance, currency } = context.scenario;
  const additions: CostAddition[] = [];
  const unpriced: UnpricedItem[] = [];
  const add = (item: AdditionItem, total: DerivedMoney): void => {
    additions.push({ item, total });
  };
  const soFar = (): DerivedMoney =>
    sumOfMoney(currency, [
      { name: 'cost.hardware', value: hardware },
      ...additions.map(({ item, total }) => ({ name: 'line' as const, of: item, value: total })),
    ]);
  const addPerRack = (item: 'cabling' | 'installation', amount: OwnAmount | undefined): void => {
    if (amount === undefined || amount.amount === 0) return;
    const converted = ownAmount(amount, `${item}PerRack`, context);
    if (converted === undefined) unpriced.push({ item, name: item, quantity: racks, from: amount.currency });
    else add(item, perRack(converted, racks));
  };
  if (finance.sparesRate > 0) add('spares', shareOf(hardware, 'sparesRate', finance));
  const shipped = soFar();
  addPerRack('cabling', finance.cablingPerRack);
  addPerRack('installation', finance.installationPerRack);
  if (finance.freightRate > 0) add('freight', shareOf(shipped, 'freightRate', finance));
  if (finance.taxRate > 0) add('tax', shareOf(soFar(), 'taxRate', finance));
  return { additions, capital: additions.length === 0 ? hardware : soFar(), unpriced };
}
