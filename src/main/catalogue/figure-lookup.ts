import type { FigurePath } from '#shared/catalogue/catalogue';
import type { UnknownFigure } from '#shared/catalogue/figure';
import type { CurrencyCode } from '#shared/money';
import type { Derived, DerivedMoney } from '#shared/plan/derived';

/** A price that nobody knows, with the reason; never counted as zero. */
export interface Unpriced {
  readonly unpriced: string;
}

/**
 * The one lookup of figures for a scenario. Placement, power, cost and quote all read this, so that no two of them
 * can disagree. Answers are remembered, as a plan asks for the same figure thousands of times.
 */
export interface FigureLookup {
  /**
   * The figure at a path as a range with its trace: the scenario's override, else the reading it chose, else the
   * range over all readings that count, typical as in the first. Unknown figures stay unknown, with the reason.
   */
  readonly derived: <Q extends number>(path: FigurePath, unit: string) => Derived<Q> | UnknownFigure;
  /** What one item costs in a currency: its own price there, else converted at the dated exchange rate. */
  readonly priceOf: (priceId: string, currency: CurrencyCode) => DerivedMoney | Unpriced;
  /** How much of `to` one unit of `from` buys. */
  readonly exchangeRate: (from: CurrencyCode, to: CurrencyCode) => Derived | UnknownFigure;
}

/** Whether a looked-up figure is known. */
export const isDerived = <Q extends number>(figure: Derived<Q> | UnknownFigure): figure is Derived<Q> =>
  !('unknown' in figure);

export const isPriced = (price: DerivedMoney | Unpriced): price is DerivedMoney => !('unpriced' in price);
