import {
  presentShares,
  sharesOverYears,
  yearlyShares,
  type RepaymentTerms,
  type YearlyShares,
} from './finance-arithmetic';

/** Hardware that lives shorter than the fleet is counted for: bought again at the end of its life, each time paid like the first. */

export interface OwnershipTerms extends RepaymentTerms {
  /** What hardware is worth at the end of its life, as a share of its price. */
  readonly residualRate: number;
  /** Its life; the years that are counted where left out. */
  readonly hardwareYears?: number | undefined;
  /** Yearly change of what it costs to buy again. */
  readonly replacementEscalator: number;
}

export interface HardwarePurchase {
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
