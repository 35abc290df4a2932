import type { CurrencyCode } from '../money';
import type { Kilograms } from '../units';
import type { Derived, DerivedMoney, DerivedRate } from './derived';

/** What a fleet costs, derived from a scenario: every total is the sum of its lines, every line carries its trace. */

export interface CapitalLine {
  /** What is bought, as a price's item; one line per item in a rack, and one per item in the whole. */
  readonly item: string;
  readonly name: string;
  readonly quantity: number;
  readonly unitPrice: DerivedMoney;
  readonly total: DerivedMoney;
}

/** Something bought or paid for that has no price: named, and never counted as zero. */
export interface UnpricedItem {
  readonly item: string;
  readonly name: string;
  readonly quantity: number;
  /** The currency of a known price from which no exchange rate leads to the scenario's. */
  readonly from?: CurrencyCode;
}

export const additionItems = ['spares', 'cabling', 'installation', 'freight', 'tax'] as const;
export type AdditionItem = (typeof additionItems)[number];

/** What buying the hardware brings with it. */
export interface CostAddition {
  readonly item: AdditionItem;
  readonly total: DerivedMoney;
}

/** Carbon of running the fleet and of making it. */
export interface CarbonPlan {
  readonly operationPerYear: Derived<Kilograms>;
  /** Of making what is bought. */
  readonly embodied: Derived<Kilograms>;
  readonly perYear: Derived<Kilograms>;
  /** Names of device types that the embodied carbon leaves out, since nobody publishes theirs. */
  readonly unknownFor: readonly string[];
}

export interface CostPlan {
  readonly currency: CurrencyCode;
  /** The hardware, one line per item. */
  readonly lines: readonly CapitalLine[];
  readonly hardware: DerivedMoney;
  readonly additions: readonly CostAddition[];
  readonly capital: DerivedMoney;
  /** What the hardware is still worth after the finance years. */
  readonly residual: DerivedMoney;
  readonly capitalPerYear: DerivedMoney;
  /** Of the first year, at full utilisation. */
  readonly energyPerYear: DerivedMoney;
  /** The part of it that is paid whether the fleet works or idles. */
  readonly standingEnergyPerYear: DerivedMoney;
  readonly hostingPerYear: DerivedMoney;
  readonly supportPerYear: DerivedMoney;
  readonly staffPerYear: DerivedMoney;
  readonly softwarePerYear: DerivedMoney;
  readonly runningPerYear: DerivedMoney;
  /** All years together, with escalators and the ramp. */
  readonly runningOverYears: DerivedMoney;
  /** Capital per year and the running cost averaged over the years. */
  readonly totalPerYear: DerivedMoney;
  readonly perHour: DerivedRate;
  /** Capital and running cost over the finance years. */
  readonly total: DerivedMoney;
  readonly netPresentValue: DerivedMoney;
  readonly carbon: CarbonPlan;
  readonly unpriced: readonly UnpricedItem[];
  readonly priceBookDate: string;
}

/** What serving earns at the token prices of the terms, against what it costs. */
export interface Earnings {
  readonly revenuePerYear: DerivedMoney;
  readonly surplusPerYear: DerivedMoney;
  /** The surplus as a share of the cost. */
  readonly margin: Derived;
}

/** What serving costs, by the tokens, requests and users that a deployment's share of the fleet serves. */
export interface ServiceCost {
  /** All cost on output tokens. */
  readonly perMillionOutputTokens: DerivedRate;
  /** All tokens count alike, read or written. */
  readonly perMillionTokens: DerivedRate;
  /** Split by what an input token is worth against an output token. */
  readonly perMillionInputTokensSplit: DerivedRate;
  readonly perMillionOutputTokensSplit: DerivedRate;
  readonly perThousandRequests: DerivedRate;
  /** For one user at once, at the predicted concurrency. */
  readonly perUserPerMonth: DerivedRate;
  /** Absent without token prices, or without an exchange rate for them. */
  readonly earnings?: Earnings;
}
