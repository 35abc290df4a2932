import type { Confidence } from '#shared/catalogue/figure';
import type { MoneyRange } from '#shared/money/money';
import type { MoneyRateRange } from '#shared/money/money-rate';
import type { Range } from '#shared/units/range';

/**
 * Where a derived value came from. Traces form a graph of shared nodes in memory; they stay on the side that planned
 * and are asked for one at a time (`explain`), so that a plan crosses to the screen without them.
 */
export type Trace =
  | {
      readonly kind: 'figure';
      readonly path: string;
      readonly reading: string;
      readonly source: string;
      readonly date: string;
      readonly confidence: Confidence;
      readonly note?: string;
    }
  /** Entered by the user: the place in the scenario that holds it. */
  | { readonly kind: 'given'; readonly path: string }
  /** Chosen by the user in place of the catalogue's figure. */
  | { readonly kind: 'override'; readonly path: string; readonly note?: string }
  | {
      readonly kind: 'formula';
      /** Names the formula in the message catalogue, such as `heat-of-load`. */
      readonly formula: string;
      /** The paper, standard or section that the formula comes from. */
      readonly reference?: string;
      readonly inputs: readonly TraceInput[];
    };

export interface TraceInput {
  /** Names the quantity in the message catalogue, such as `power.typical`. */
  readonly name: string;
  readonly value: Derived | DerivedMoney;
  /** How many times it enters, where a sum runs over equal things. */
  readonly count?: number;
  /** What it belongs to, where the name alone does not say: a rack's or a device type's name. */
  readonly of?: string;
}

/** A value with its range, its unit and where it came from. */
export interface Derived<Q extends number = number> extends Range<Q> {
  readonly unit: string;
  readonly trace: Trace;
}

export interface DerivedMoney extends MoneyRange {
  readonly trace: Trace;
}

/** A price per something; it ends a derivation and enters no other. */
export interface DerivedRate extends MoneyRateRange {
  readonly trace: Trace;
}

/** What a trace looks like to a reader: a tree with every value in place. */
export interface Explanation {
  readonly name: string;
  readonly of?: string;
  readonly count?: number;
  readonly value: { readonly low: number; readonly typical: number; readonly high: number };
  /** A unit, or the currency where the value is money in minor units; a price per something may count fractions of them. */
  readonly unit: string;
  readonly trace: ExplainedTrace;
}

export type ExplainedTrace =
  | Exclude<Trace, { readonly kind: 'formula' }>
  | {
      readonly kind: 'formula';
      readonly formula: string;
      readonly reference?: string;
      readonly inputs: readonly Explanation[];
    };
