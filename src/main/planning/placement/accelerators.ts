import { ownValue } from '#shared/schema/own-value';
import type { PlanningContext } from '#main/planning/context/planning-context';
import { type QuantityInput, sumOfInputs } from '#main/planning/derivation/derive';
import type { QuantityName } from '#main/planning/derivation/formulas';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Accelerator } from '#shared/catalogue/entries';
import type { Derived } from '#shared/plan/derived';
import type { AcceleratorCount } from '#shared/plan/plan';
import type { BytesPerSecond, FlopsPerSecond } from '#shared/units/units';
import type { DeviceCount } from './inventory';

/** How many accelerators of each type stand in these devices, by type id in order. */
export function acceleratorsIn(counts: readonly DeviceCount[]): readonly AcceleratorCount[] {
  const totals = new Map<string, number>();
  for (const { type, count } of counts) {
    if (type.accelerators === undefined) continue;
    const before = totals.get(type.accelerators.type) ?? 0;
    totals.set(type.accelerators.type, before + type.accelerators.count * count);
  }
  return [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => ({ type, count }));
}

const acceleratorOf = (catalogue: Catalogue, id: string): Accelerator | undefined =>
  ownValue(catalogue.accelerators, id);

export interface AcceleratorTotals {
  readonly memoryBytes: Derived;
  readonly memoryBandwidth: Derived<BytesPerSecond>;
  readonly densePeak: Readonly<Record<string, Derived<FlopsPerSecond>>>;
}

interface Field {
  readonly name: QuantityName;
  readonly unit: string;
  readonly field: 'memory' | 'memoryBandwidth' | `densePeak.${string}`;
}

function totalOf<Q extends number>(
  { name, unit, field }: Field,
  counts: readonly AcceleratorCount[],
  { catalogue, figures }: PlanningContext,
): Derived<Q> {
  const inputs: QuantityInput[] = [];
  for (const { type, count } of counts) {
    const value = figures.at(`accelerators/${type}/${field}`, unit);
    if (value !== undefined)
      inputs.push({ name, of: acceleratorOf(catalogue, type)?.name ?? type, count, value });
  }
  return sumOfInputs<Q>(unit, inputs, 'per-accelerator-sum');
}

/** Memory, bandwidth and dense peaks of a fleet; a peak counts those accelerators that offer the precision. */
export function acceleratorTotals(
  counts: readonly AcceleratorCount[],
  context: PlanningContext,
): AcceleratorTotals {
  const precisions = new Set<string>();
  for (const { type } of counts)
    for (const precision of Object.keys(acceleratorOf(context.catalogue, type)?.densePeak ?? {}))
      precisions.add(precision);
  const peaks = [...precisions].sort().map((precision): [string, Derived<FlopsPerSecond>] => {
    const field = { name: 'densePeak', unit: 'FLOP/s', field: `densePeak.${precision}` } as const;
    return [precision, totalOf<FlopsPerSecond>(field, counts, context)];
  });
  return {
    memoryBytes: totalOf({ name: 'memory', unit: 'B', field: 'memory' }, counts, context),
    memoryBandwidth: totalOf<BytesPerSecond>(
      { name: 'memoryBandwidth', unit: 'B/s', field: 'memoryBandwidth' },
      counts,
      context,
    ),
    densePeak: Object.fromEntries(peaks.filter(([, peak]) => peak.high > 0)),
  };
}
