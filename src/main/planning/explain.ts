import { ownValue } from '#shared/schema/own-value';
import type {
  Derived,
  DerivedMoney,
  DerivedRate,
  ExplainedTrace,
  Explanation,
  Trace,
  TraceInput,
} from '#shared/plan/derived';
import type { Plan } from '#shared/plan/plan';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { CurrencyCode, moneyOf } from '#shared/money/money';
import { inMinorUnits } from '#shared/money/money-rate';
import { isMoney } from './derivation/derive';
import { quantities } from './derivation/formulas';

type Value = Derived | DerivedMoney | DerivedRate;

const MAXIMUM_DEPTH = 24;
/** A trace of a whole hall stays readable and small; what is beyond is left out of the tree. */
const MAXIMUM_INPUTS = 200;

const isValue = (value: unknown): value is Value =>
  typeof value === 'object' && value !== null && 'trace' in value && 'typical' in value;

function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    const named = list.find((each) => member(each, 'id') === key || member(each, 'item') === key);
    return named ?? (/^\d+$/.test(key) ? list[Number(key)] : undefined);
  }
  return ownValue(value as Readonly<Record<string, unknown>>, key);
}

function nameOf(segments: readonly string[]): string {
  const [parent, last = ''] = segments.slice(-2);
  if (parent === 'densePeak') return parent;
  if (parent === 'load' || parent === 'onLostSide') return `power.${last}`;
  const qualified = `${parent ?? ''}.${last}`;
  return (quantities as readonly string[]).includes(qualified) ? qualified : last;
}

function explainTrace(trace: Trace, depth: number): ExplainedTrace {
  if (trace.kind !== 'formula') return trace;
  const { formula, reference, inputs } = trace;
  const shown = depth >= MAXIMUM_DEPTH ? [] : inputs.slice(0, MAXIMUM_INPUTS);
  return {
    kind: 'formula',
    formula,
    ...(reference === undefined ? {} : { reference }),
    inputs: shown.map((input) => explainInput(input, depth + 1)),
  };
}

/** Plain numbers; amounts in minor units, also those that a price's source states in dollars or yuan. */
function rangeOf(value: Value): Explanation['value'] {
  if (isMoney(value)) return inMinorUnits(value);
  const currency = CurrencyCode.safeParse(value.unit).data;
  const plain = (amount: number) => (currency === undefined ? amount : moneyOf(amount, currency).amount);
  return { low: plain(value.low), typical: plain(value.typical), high: plain(value.high) };
}

function explainInput(
  { name, of, count, value }: Omit<TraceInput, 'value'> & { readonly value: Value },
  depth: number,
): Explanation {
  return {
    name,
    ...(of === undefined ? {} : { of }),
    ...(count === undefined ? {} : { count }),
    value: rangeOf(value),
    unit: isMoney(value) ? value.typical.currency : value.unit,
    trace: explainTrace(value.trace, depth),
  };
}

/**
 * Where a value of the plan comes from, as a tree down to figures and entries; refused where the path leads to no
 * value. A path names members by key, and members of lists by id, item or number: `racks/b07/power/typical`,
 * `totals/heat`, `cost/lines/groq-card/total`.
 */
export function explain(plan: Plan, path: string): Result<Explanation, Refusal> {
  const segments = path.split('/');
  const value = segments.reduce<unknown>(member, plan);
  if (isValue(value)) return success(explainInput({ name: nameOf(segments), value }, 0));
  return failure({
    code: 'nothing-to-explain',
    message: `The plan has no value at ${path}.`,
    path,
    params: { path },
  });
}
