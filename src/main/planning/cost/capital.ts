import { ownValue } from '#shared/schema/own-value';
import type { PlanningContext } from '#main/planning/context/planning-context';
import {
  deriveMoney,
  type Input,
  type MoneyInput,
  sumOfMoney,
  timesMoney,
} from '#main/planning/derivation/derive';
import type { DeviceCount } from '#main/planning/placement/inventory';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { RackType } from '#shared/catalogue/entries';
import {
  ownershipOverYears,
  presentOwnership,
  worthAtEnd,
  yearlyOwnership,
  type YearlyShares,
} from '#shared/money/finance';
import { mapMoneyRange, type MoneyRange, multiplyMoney, subtractMoneyRange } from '#shared/money/money';
import type { AdditionItem, CapitalLine, CostAddition, UnpricedItem } from '#shared/plan/cost';
import type { DerivedMoney } from '#shared/plan/derived';
import type { Finance, OwnAmount } from '#shared/scenario/finance';
import { fraction } from '#shared/units/units';
import { givenTerm, ownAmount } from './rates';

/** Something to be bought: a device, the accelerators in it where they are priced apart, or a rack. */
interface Purchase {
  readonly id: string;
  readonly name: string;
  readonly price: string | undefined;
  readonly quantity: number;
}

export interface Capital {
  readonly lines: readonly CapitalLine[];
  readonly unpriced: readonly UnpricedItem[];
  readonly total: DerivedMoney;
}

function purchasesOf({ type, count }: DeviceCount, { accelerators }: Catalogue): readonly Purchase[] {
  const device: Purchase = { id: type.id, name: type.name, price: type.price, quantity: count };
  if (!type.acceleratorsPricedApart || type.accelerators === undefined) return [device];
  const accelerator = ownValue(accelerators, type.accelerators.type);
  const cards: Purchase = {
    id: type.accelerators.type,
    name: accelerator?.name ?? type.accelerators.type,
    price: accelerator?.price,
    quantity: count * type.accelerators.count,
  };
  return [device, cards];
}

function merged(purchases: readonly Purchase[]): readonly Purchase[] {
  const byId = new Map<string, Purchase>();
  for (const purchase of purchases) {
    const before = byId.get(purchase.id)?.quantity ?? 0;
    byId.set(purchase.id, { ...purchase, quantity: before + purchase.quantity });
  }
  return [...byId.values()];
}

function lineOf({ name, quantity }: Purchase, item: string, unitPrice: DerivedMoney): CapitalLine {
  const inputs: MoneyInput[] = [{ name: 'unitPrice', of: name, count: quantity, value: unitPrice }];
  const total = deriveMoney('line-total', inputs, timesMoney(unitPrice, quantity));
  return { item, name, quantity, unitPrice, total };
}

/** Why an item is in no sum: no price at all, or one in a currency from which no exchange rate leads here. */
function unpricedItem(
  { id, name, quantity, price }: Purchase,
  { catalogue, figures, scenario }: PlanningContext,
): UnpricedItem {
  const known = price === undefined ? undefined : catalogue.prices[price];
  const item = { item: id, name, quantity };
  return known === undefined || figures.exchangeRate(known.currency, scenario.currency) !== undefined
    ? item
    : { ...item, from: known.currency };
}

interface Goods {
  readonly devices: readonly DeviceCount[];
  readonly racks: readonly { readonly type: RackType; readonly count: number }[];
}

/** What devices and racks cost, one line per item; what has no price is named apart and is in no sum. */
export function capitalOf(
  { devices, racks }: Goods,
  { catalogue, figures, scenario }: PlanningContext,
): Capital {
  const lines: CapitalLine[] = [];
  const unpriced: UnpricedItem[] = [];
  const rackPurchases = racks.map(({ type, count }): Purchase => ({
    id: type.id,
    name: type.name,
    price: type.price,
    quantity: count,
  }));
  const purchases = [...devices.flatMap((entry) => purchasesOf(entry, catalogue)), ...rackPurchases];
  for (const purchase of merged(purchases)) {
    const { price: id } = purchase;
    const price = id === undefined ? undefined : figures.priceOf(id, scenario.currency);
    const item = id === undefined ? undefined : catalogue.prices[id]?.item;
    if (price !== undefined && item !== undefined) lines.push(lineOf(purchase, item, price));
    else unpriced.push(unpricedItem(purchase, { catalogue, figures, scenario }));
  }
  const inputs = lines.map(({ name, total }): MoneyInput => ({ name: 'line', of: name, value: total }));
  return { lines, unpriced, total: sumOfMoney(scenario.currency, inputs) };
}

interface Additions {
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

const weighted = (
  capital: MoneyRange,
  residual: MoneyRange,
  { ofCapital, ofResidual }: YearlyShares,
): MoneyRange => {
  const borne = mapMoneyRange(capital, (money) => multiplyMoney(money, ofCapital));
  return residual.high.amount === 0
    ? borne
    : subtractMoneyRange(
        borne,
        mapMoneyRange(residual, (money) => multiplyMoney(money, ofResidual)),
      );
};

/** What the hardware that stands after the finance years is worth then; it may have been replaced before. */
export function residualOf(hardware: DerivedMoney, { scenario }: PlanningContext): DerivedMoney {
  const worth = worthAtEnd(scenario.finance);
  const isReplaced = scenario.finance.hardwareYears !== undefined;
  const inputs: readonly Input[] = [
    { name: 'cost.hardware', value: hardware },
    isReplaced
      ? { name: 'worthAtEnd', value: givenTerm(worth, '1', 'hardwareYears') }
      : { name: 'residualRate', value: givenTerm(worth, '1', 'residualRate') },
  ];
  return deriveMoney('share-of', inputs, timesMoney(hardware, worth));
}

interface Repaid {
  readonly capital: DerivedMoney;
  readonly residual: DerivedMoney;
}

function termsOf({ capital, residual }: Repaid, { scenario }: PlanningContext): readonly Input[] {
  const { years, method, interestRate, hardwareYears, replacementEscalator } = scenario.finance;
  const inputs: Input[] = [
    { name: 'capital', value: capital },
    { name: 'years', value: givenTerm(years, 'year', 'years') },
  ];
  if (method !== 'straight-line') {
    const rate = givenTerm(fraction(interestRate), '1', 'interestRate');
    inputs.push({ name: 'interestRate', value: rate });
  }
  if (hardwareYears !== undefined)
    inputs.push({ name: 'hardwareYears', value: givenTerm(hardwareYears, 'year', 'hardwareYears') });
  if (replacementEscalator !== 0) {
    const change = givenTerm(replacementEscalator, '1', 'replacementEscalator');
    inputs.push({ name: 'replacementEscalator', value: change });
  }
  if (residual.high.amount > 0) inputs.push({ name: 'cost.residual', value: residual });
  return inputs;
}

/** What a year bears of the capital, net of the residual, by the method of the finance terms. */
export function capitalPerYear(repaid: Repaid, context: PlanningContext): DerivedMoney {
  const { finance } = context.scenario;
  const range = weighted(repaid.capital, repaid.residual, yearlyOwnership(finance));
  return deriveMoney(finance.method, termsOf(repaid, context), range);
}

/** What all years pay for the capital: itself or its instalments, less the residual. */
export const capitalOverYears = ({ capital, residual }: Repaid, { scenario }: PlanningContext): MoneyRange =>
  weighted(capital, residual, ownershipOverYears(scenario.finance));

/** The same discounted to the day of purchase. */
export const presentCapital = (
  { capital, residual }: Repaid,
  discountRate: number,
  { scenario }: PlanningContext,
): MoneyRange => weighted(capital, residual, presentOwnership(scenario.finance, discountRate));
