import type { UnpricedItem } from '#shared/plan/cost';
import type { DerivedMoney } from '#shared/plan/derived';
import type { OwnAmount } from '#shared/scenario/finance';
import { fraction } from '#shared/units';
import { given } from '../derivation/derive';
import { deriveMoney, noCost, timesMoney } from '../derivation/money';
import type { PlanningContext } from '../planning-context';
import { ownAmount } from './own-amount';

/** Support of a year as a share of the hardware price. */
export function supportCost(hardware: DerivedMoney, { scenario }: PlanningContext): DerivedMoney {
  const { supportRate } = scenario.finance;
  return deriveMoney(
    'support-cost',
    [
      { name: 'cost.hardware', value: hardware },
      { name: 'supportRate', value: given(fraction(supportRate), '1', 'finance/supportRate') },
    ],
    timesMoney(hardware, supportRate),
  );
}

export interface Upkeep {
  readonly perYear: DerivedMoney;
  readonly unpriced: readonly UnpricedItem[];
}

interface Asked {
  readonly item: 'staff' | 'software';
  readonly count: number;
  readonly each: OwnAmount | undefined;
  readonly field: 'staffPerYear' | 'softwarePerAcceleratorYear';
}

/** So many of something that costs so much a year each; named where there are some and no price. */
function upkeepOf({ item, count, each, field }: Asked, context: PlanningContext): Upkeep {
  const nothing = noCost(context.scenario.currency, 'not-asked-for');
  if (count === 0) return { perYear: nothing, unpriced: [] };
  const unpriced: UnpricedItem = { item, name: item, quantity: count };
  if (each === undefined) return { perYear: nothing, unpriced: [unpriced] };
  const amount = ownAmount(each, field, context);
  if (amount === undefined) return { perYear: nothing, unpriced: [{ ...unpriced, from: each.currency }] };
  const inputs = [{ name: 'price', of: item, count, value: amount }] as const;
  return { perYear: deriveMoney('line-total', inputs, timesMoney(amount, count)), unpriced: [] };
}

/** People who run the fleet, at what one of them costs a year. */
export const staffCost = (context: PlanningContext): Upkeep => {
  const { staff, staffPerYear } = context.scenario.finance;
  return upkeepOf({ item: 'staff', count: staff, each: staffPerYear, field: 'staffPerYear' }, context);
};

/** Software licensed by the accelerator and year; none unless a price is entered. */
export const softwareCost = (accelerators: number, context: PlanningContext): Upkeep => {
  const { softwarePerAcceleratorYear: each } = context.scenario.finance;
  const count = each === undefined ? 0 : accelerators;
  return upkeepOf({ item: 'software', count, each, field: 'softwarePerAcceleratorYear' }, context);
};
