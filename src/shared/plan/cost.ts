import {
  hardwarePurchases,
  MONTHS_PER_YEAR,
  type RepaymentTerms,
  type RunningTerms,
  standingWeight,
  useWeight,
  worthAtEnd,
  yearlyShares,
  type YearlyShares,
} from '#shared/money/finance';
import {
  type CurrencyCode,
  mapMoneyRange,
  type MoneyRange,
  multiplyMoney,
  sumMoneyRanges,
  subtractMoneyRange,
} from '#shared/money/money';
import type { Finance } from '#shared/scenario/finance';
import type { Kilograms } from '#shared/units/units';
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

export type AdditionItem = 'spares' | 'cabling' | 'installation' | 'freight' | 'tax';

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

/** The yearly amounts that running cost is made of; a cost plan has them, with or without traces. */
export type RunningParts = Readonly<
  Record<
    | 'energyPerYear'
    | 'standingEnergyPerYear'
    | 'hostingPerYear'
    | 'supportPerYear'
    | 'staffPerYear'
    | 'softwarePerYear',
    MoneyRange
  >
> &
  Pick<CostPlan, 'currency'>;

type CapitalParts = Readonly<Record<'capital' | 'residual', MoneyRange>>;

type RunningFinance = Pick<Finance, 'energyEscalator' | 'runningEscalator' | 'rampUpMonths'>;

const times = (range: MoneyRange, weight: number): MoneyRange =>
  mapMoneyRange(range, (money) => multiplyMoney(money, weight));

/**
 * Running cost of the first so many months: energy that use causes follows the ramp, everything else is paid from the
 * first day; each has its escalator. Each part is rounded once, so that no month's rounding adds to the next.
 */
export function runningOverMonths(
  parts: RunningParts,
  finance: RunningFinance,
  { months, discountRate = 0 }: { readonly months: number; readonly discountRate?: number },
): MoneyRange {
  const { rampUpMonths } = finance;
  const energyTerms: RunningTerms = {
    months,
    escalator: finance.energyEscalator,
    rampUpMonths,
    discountRate,
  };
  const otherTerms: RunningTerms = { ...energyTerms, escalator: finance.runningEscalator };
  const standing = standingWeight(energyTerms);
  const use = useWeight(energyTerms);
  const other = standingWeight(otherTerms);
  const energy =
    use === standing
      ? [times(parts.energyPerYear, use)]
      : [
          times(parts.standingEnergyPerYear, standing),
          times(subtractMoneyRange(parts.energyPerYear, parts.standingEnergyPerYear), use),
        ];
  const rest = [parts.hostingPerYear, parts.supportPerYear, parts.staffPerYear, parts.softwarePerYear];
  return sumMoneyRanges([...energy, ...rest.map((part) => times(part, other))], parts.currency);
}

/** What has been paid by the end of a month, with the day of purchase as month 0. */
export interface CostByMonth {
  readonly month: number;
  readonly capital: MoneyRange;
  readonly running: MoneyRange;
  /** Both together. */
  readonly paid: MoneyRange;
}

const wholeMonths = (years: number): number => Math.max(1, Math.round(years * MONTHS_PER_YEAR));

type OwnershipFinance = Pick<
  Finance,
  'method' | 'years' | 'interestRate' | 'residualRate' | 'hardwareYears' | 'replacementEscalator'
>;

/** Of one purchase, what is paid so many months after it: all at once, in yearly instalments, or by the month; its worth comes back at the end. */
function paidOfPurchase(terms: RepaymentTerms, month: number): YearlyShares {
  const ends = month >= wholeMonths(terms.years);
  const { ofCapital, ofResidual } = yearlyShares(terms);
  switch (terms.method) {
    case 'straight-line':
      return { ofCapital: 1, ofResidual: ends ? 1 : 0 };
    case 'annuity':
      return {
        ofCapital: ofCapital * (ends ? terms.years : Math.floor(month / MONTHS_PER_YEAR)),
        ofResidual: ends ? 1 : 0,
      };
    case 'lease': {
      const years = ends ? terms.years : month / MONTHS_PER_YEAR;
      return { ofCapital: ofCapital * years, ofResidual: ofResidual * years };
    }
  }
}

/** Capital paid by a month, of every purchase that was made by then. */
function capitalByMonth(
  { capital, residual }: CapitalParts,
  finance: OwnershipFinance,
  month: number,
): MoneyRange {
  const end = worthAtEnd(finance);
  let [ofCapital, ofResidual] = [0, 0];
  for (const { at, years, price, worth } of hardwarePurchases(finance)) {
    const since = month - Math.round(at * MONTHS_PER_YEAR);
    if (since < 0) continue;
    const paid = paidOfPurchase({ ...finance, years }, since);
    ofCapital += price * paid.ofCapital;
    ofResidual += end === 0 ? 0 : (worth / end) * paid.ofResidual;
  }
  return subtractMoneyRange(times(capital, ofCapital), times(residual, ofResidual));
}

/** What a fleet has cost by the end of every month of its finance years; the last month's is the plan's total. */
export function costByMonths(
  cost: RunningParts & CapitalParts,
  finance: RunningFinance & OwnershipFinance,
): readonly CostByMonth[] {
  const last = wholeMonths(finance.years);
  return Array.from({ length: last + 1 }, (_, month): CostByMonth => {
    const months = month === last ? finance.years * MONTHS_PER_YEAR : month;
    const capital = capitalByMonth(cost, finance, month);
    const running = runningOverMonths(cost, finance, { months });
    return { month, capital, running, paid: sumMoneyRanges([capital, running], cost.currency) };
  });
}
