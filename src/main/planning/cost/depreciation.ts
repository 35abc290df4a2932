import type { Finance } from '#shared/scenario/schema';

type Terms = Pick<Finance, 'method' | 'years' | 'interestRate'>;

/**
 * The share of the capital that one year bears: 1/n straight line, r / (1 − (1 + r)^−n) as an annuity, which is
 * straight line where r = 0 (facts section 5; A4.3).
 */
export function yearlyShare({ method, years, interestRate }: Terms): number {
  if (method === 'straight-line' || interestRate === 0) return 1 / years;
  return interestRate / (1 - (1 + interestRate) ** -years);
}
