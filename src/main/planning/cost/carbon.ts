import type { CarbonPlan } from '#shared/plan/cost';
import type { Derived } from '#shared/plan/derived';
import { hardwarePurchases } from '#shared/replacements';
import { kilograms, type Kilograms } from '#shared/units';
import { derive, sumOfInputs, type QuantityInput } from '../derivation/derive';
import type { DeviceCount } from '../placement/inventory';
import type { PlanningContext } from '../planning-context';
import { givenTerm } from './own-amount';

/**
 * Carbon of running, and of making the devices whose making somebody published, as often as they are bought over the years;
 * the others are named.
 */
export function carbonPlan(
  operationPerYear: Derived<Kilograms>,
  devices: readonly DeviceCount[],
  context: PlanningContext,
): CarbonPlan {
  const inputs: QuantityInput[] = [];
  const purchases = hardwarePurchases(context.scenario.finance).length;
  const unknownFor: string[] = [];
  for (const { type, count } of devices) {
    const value = context.figures.at(`deviceTypes/${type.id}/embodiedCarbon`, 'kg');
    if (value !== undefined)
      inputs.push({ name: 'embodiedCarbon', of: type.name, count: count * purchases, value });
    else if (type.kind !== 'blank' && type.kind !== 'shelf') unknownFor.push(type.name);
  }
  const embodied = sumOfInputs<Kilograms>('kg', inputs);
  const { years } = context.scenario.finance;
  const at = (bound: 'low' | 'typical' | 'high') =>
    kilograms(operationPerYear[bound] + embodied[bound] / years);
  const perYear = derive<Kilograms>({
    formula: 'carbon-with-making',
    unit: 'kg',
    inputs: [
      { name: 'carbonOperation', value: operationPerYear },
      { name: 'embodiedCarbon', value: embodied },
      { name: 'years', value: givenTerm(years, 'year', 'years') },
    ],
    range: { low: at('low'), typical: at('typical'), high: at('high') },
  });
  return { operationPerYear, embodied, perYear, unknownFor };
}
