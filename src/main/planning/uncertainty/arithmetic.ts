import type { FormulaName } from '#main/planning/derivation/formulas';
import { HOURS_PER_YEAR } from '#main/planning/derivation/energy';

/** How a formula's value is worked out anew for a draw. */
export type Arithmetic =
  /** The sum of its inputs, each as often as its count says. */
  | { readonly kind: 'sum' }
  /** The product of its inputs, each as often as its count says, and an exact factor. */
  | { readonly kind: 'product'; readonly factor: number }
  /** Energy of a year from power, utilisation and PUE. */
  | { readonly kind: 'energy' }
  /** Not at all: the value is drawn as one figure, over the range that the plan gives it. */
  | { readonly kind: 'whole' };

const sum: Arithmetic = { kind: 'sum' };
const times = (factor: number): Arithmetic => ({ kind: 'product', factor });
const product = times(1);
const energy: Arithmetic = { kind: 'energy' };
const whole: Arithmetic = { kind: 'whole' };

/** Every formula has an entry, so that a new one does not compile before somebody says how it is drawn. */
const arithmetic: Readonly<Record<FormulaName, Arithmetic>> = {
  'range-of-readings': whole,
  sum: sum,
  'bounded-by': whole,
  'weaker-side': whole,
  'smallest-limit': whole,
  'no-supply': whole,
  'feed-rating-three-phase': whole,
  'feed-rating-single-phase': whole,
  'power-per-accelerator': whole,
  'simulated-load': whole,
  'share-of-supplies': whole,
  'other-side-lost': whole,
  'ups-capacity': whole,
  'with-losses': whole,
  'heat-of-load': whole,
  'airflow-of-heat': whole,
  'facility-power': product,
  'energy-per-year': energy,
  'standing-energy': times(HOURS_PER_YEAR),
  'carbon-unknown': whole,
  'carbon-per-year': times(1 / 1_000),
  'convert-currency': product,
  'same-currency': whole,
  'cross-rate': whole,
  'inverse-rate': whole,
  'line-total': product,
  'straight-line': whole,
  annuity: whole,
  lease: whole,
  'share-of': product,
  'per-rack': product,
  'rack-lease': product,
  'facility-cost': whole,
  'per-kilowatt': times(1 / 1_000),
  'not-asked-for': whole,
  'running-over-years': whole,
  'net-present-value': whole,
  'per-hour': whole,
  'carbon-with-making': whole,
  'energy-cost': times(1 / 1_000),
  'hosting-cost': times(12 / 1_000),
  'included-in-rent': whole,
  'not-hosted': whole,
  'no-price': whole,
  'support-cost': product,
  'total-over-years': whole,
  'per-accelerator-sum': sum,
  'pue-at-least-one': whole,
  'cost-per-million-blended': whole,
  'cost-per-million-input-tokens': whole,
  'cost-per-million-output-tokens': whole,
  'cost-per-thousand-requests': whole,
  'cost-per-user': whole,
  'token-revenue': whole,
  surplus: whole,
  margin: whole,
  'cost-per-million-tokens': whole,
};

const isFormula = (name: string): name is FormulaName => Object.hasOwn(arithmetic, name);

/** How the formula of a trace is worked out for a draw. */
export function arithmeticOf(formula: string): Arithmetic {
  if (!isFormula(formula)) throw new RangeError(`There is no formula ${formula}`);
  return arithmetic[formula];
}
