/**
 * The arithmetic of time and money as plain numbers: shares, weights and factors that planning multiplies integer money
 * by, and that simulations of chance apply to plain amounts. Nothing here rounds. docs/models/cost.md derives each.
 */

export const MONTHS_PER_YEAR = 12;

export interface RepaymentTerms {
  readonly method: 'straight-line' | 'annuity' | 'lease';
  readonly years: number;
  /** Yearly, as a fraction. */
  readonly interestRate: number;
}

/** What one year bears: a share of the capital, less a share of what is left of it at the end. */
export interface YearlyShares {
  readonly ofCapital: number;
  readonly ofResidual: number;
}

/**
 * The share of the capital that one year bears: 1/n straight line, r / (1 − (1 + r)^−n) as an annuity, twelve times
 * i / (1 − (1 + i)^−12n) with i = r/12 as a lease paid by the month in arrears; 1/n wherever r = 0 (facts section 5).
 * What is left at the end, the residual, bears the same share discounted to the start.
 */
export function yearlyShares({ method, years, interestRate }: RepaymentTerms): YearlyShares {
  if (method === 'straight-line' || interestRate === 0)
    return { ofCapital: 1 / years, ofResidual: 1 / years };
  const periods = method === 'lease' ? MONTHS_PER_YEAR : 1;
  const rate = interestRate / periods;
  const discounted = (1 + rate) ** (-years * periods);
  const ofCapital = (periods * rate) / (1 - discounted);
  return { ofCapital, ofResidual: ofCapital * discounted };
}

/** What all years together pay: the capital itself, or its instalments, less the residual at the end. */
export function sharesOverYears(terms: RepaymentTerms): YearlyShares {
  const { ofCapital, ofResidual } = yearlyShares(terms);
  if (terms.method === 'straight-line') return { ofCapital: 1, ofResidual: 1 };
  return {
    ofCapital: ofCapital * terms.years,
    ofResidual: terms.method === 'lease' ? ofResidual * terms.years : 1,
  };
}

/** The present value of one unit paid at the end of each of so many periods. */
const presentValueOf = (rate: number, periods: number): number =>
  rate === 0 ? periods : (1 - (1 + rate) ** -periods) / rate;

const monthlyRate = (yearly: number): number => (1 + yearly) ** (1 / MONTHS_PER_YEAR) - 1;

/** The same discounted to the day of purchase. */
export function presentShares(terms: RepaymentTerms, discountRate: number): YearlyShares {
  const { method, years } = terms;
  const { ofCapital, ofResidual } = yearlyShares(terms);
  const sold = (1 + discountRate) ** -years;
  switch (method) {
    case 'straight-line':
      return { ofCapital: 1, ofResidual: sold };
    case 'annuity':
      return { ofCapital: ofCapital * presentValueOf(discountRate, years), ofResidual: sold };
    case 'lease': {
      const months = presentValueOf(monthlyRate(discountRate), years * MONTHS_PER_YEAR) / MONTHS_PER_YEAR;
      return { ofCapital: ofCapital * months, ofResidual: ofResidual * months };
    }
  }
}

export interface RunningTerms {
  /** Months counted; a part of a month counts in part. */
  readonly months: number;
  /** Yearly change of the price; it takes effect at the start of each year after the first. */
  readonly escalator: number;
  /** Months over which use grows evenly to its full share. */
  readonly rampUpMonths: number;
  readonly discountRate: number;
}

/** The share of full use in a month counted from 0: it grows evenly over the ramp, taken at the middle of the month. */
const rampAt = (month: number, rampUpMonths: number): number =>
  rampUpMonths <= 0 ? 1 : Math.min(1, (month + 0.5) / rampUpMonths);

const runningWeight = (
  { months, escalator, discountRate }: RunningTerms,
  useAt: (month: number) => number,
): number => {
  let sum = 0;
  for (let month = 0; month < months; month += 1) {
    const part = Math.min(1, months - month);
    const price = escalator === 0 ? 1 : (1 + escalator) ** Math.floor(month / MONTHS_PER_YEAR);
    const discount = discountRate === 0 ? 1 : (1 + discountRate) ** (-(month + part) / MONTHS_PER_YEAR);
    sum += part * price * useAt(month) * discount;
  }
  return sum / MONTHS_PER_YEAR;
};

/** How many years' worth of a cost that does not depend on use the months bring, escalated and discounted. */
export const standingWeight = (terms: RunningTerms): number => runningWeight(terms, () => 1);

/** The same for a cost that grows with use. */
export const useWeight = (terms: RunningTerms): number =>
  terms.rampUpMonths <= 0
    ? standingWeight(terms)
    : runningWeight(terms, (month) => rampAt(month, terms.rampUpMonths));

/** Use averaged over the years, as a share of full use; below one where it grows at first. */
export const meanUse = (years: number, rampUpMonths: number): number =>
  useWeight({ months: years * MONTHS_PER_YEAR, escalator: 0, rampUpMonths, discountRate: 0 }) / years;

/**
 * The price of a kilowatt-hour averaged over the day, each period weighted by its hours and its load. Periods follow each
 * other from midnight to 24.
 */
export function dayPrice(
  periods: readonly {
    readonly untilHour: number;
    readonly pricePerKilowattHour: number;
    readonly load: number;
  }[],
): number {
  let [from, weighted, weights] = [0, 0, 0];
  for (const { untilHour, pricePerKilowattHour, load } of periods) {
    const weight = (untilHour - from) * load;
    weighted += weight * pricePerKilowattHour;
    weights += weight;
    from = untilHour;
  }
  return weighted / weights;
}

/** Hardware that lives shorter than the fleet is counted for: bought again at the end of its life, each time paid like the first. */

interface OwnershipTerms extends RepaymentTerms {
  /** What hardware is worth at the end of its life, as a share of its price. */
  readonly residualRate: number;
  /** Its life; the years that are counted where left out. */
  readonly hardwareYears?: number | undefined;
  /** Yearly change of what it costs to buy again. */
  readonly replacementEscalator: number;
}

interface HardwarePurchase {
  /** Years from the first purchase. */
  readonly at: number;
  /** Years that it stands: its life, or what is left of the years for the last. */
  readonly years: number;
  /** Its price, and what it is worth after these years, both against today's price. */
  readonly price: number;
  readonly worth: number;
}

/** Replacements that would stand for less than this are not bought. */
const LEAST_YEARS = 1e-9;

/**
 * Every purchase of the hardware over the years. What is taken out before its life has ended is worth what lies on the
 * straight line from its price to its residual.
 */
export function hardwarePurchases(terms: OwnershipTerms): readonly HardwarePurchase[] {
  const { years, residualRate, hardwareYears, replacementEscalator } = terms;
  if (hardwareYears === undefined) return [{ at: 0, years, price: 1, worth: residualRate }];
  const purchases = Math.max(1, Math.ceil(years / hardwareYears - LEAST_YEARS));
  return Array.from({ length: purchases }, (_, index) => {
    const at = index * hardwareYears;
    const stands = Math.min(hardwareYears, years - at);
    const price = (1 + replacementEscalator) ** at;
    return { at, years: stands, price, worth: price * (1 - ((1 - residualRate) * stands) / hardwareYears) };
  });
}

/** What the hardware that stands at the end is worth then, as a share of today's price. */
export const worthAtEnd = (terms: OwnershipTerms): number => hardwarePurchases(terms).at(-1)?.worth ?? 0;

/**
 * Shares of every purchase together, of today's price and of what is worth at the end; that stands for what each purchase brings back
 * at the end of its life as well.
 */
function together(
  terms: OwnershipTerms,
  sharesOf: (purchase: RepaymentTerms) => YearlyShares,
  weightOf: (purchase: HardwarePurchase) => number,
): YearlyShares {
  const end = worthAtEnd(terms);
  let [ofCapital, ofResidual] = [0, 0];
  for (const purchase of hardwarePurchases(terms)) {
    const shares = sharesOf({ ...terms, years: purchase.years });
    const weight = weightOf(purchase);
    ofCapital += weight * purchase.price * shares.ofCapital;
    ofResidual += end === 0 ? 0 : weight * (purchase.worth / end) * shares.ofResidual;
  }
  return end === 0 ? { ofCapital, ofResidual: sharesOf(terms).ofResidual } : { ofCapital, ofResidual };
}

/** What one year bears of the purchases, averaged over the years; one purchase bears what `yearlyShares` says. */
export const yearlyOwnership = (terms: OwnershipTerms): YearlyShares =>
  together(terms, yearlyShares, (purchase) => purchase.years / terms.years);

/** What all years together pay for the purchases. */
export const ownershipOverYears = (terms: OwnershipTerms): YearlyShares =>
  together(terms, sharesOverYears, () => 1);

/** The same, each purchase at its day, discounted to the first. */
export const presentOwnership = (terms: OwnershipTerms, discountRate: number): YearlyShares =>
  together(
    terms,
    (purchase) => presentShares(purchase, discountRate),
    ({ at }) => (1 + discountRate) ** -at,
  );
