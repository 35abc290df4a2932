import type { CheckedClaim } from '#shared/checks';

export type Verdict = CheckedClaim['verdict'];
export type Computed = CheckedClaim['computed'][number];

const ARTICLE = 'article-2024';

/** A claim of the article by its number in docs/facts.md section 0, with its verdict and what was computed for it. */
export const claimOf = (
  number: number,
  verdict: Verdict,
  computed: readonly Computed[] = [],
): CheckedClaim => ({
  id: String(number),
  claim: `claims.${number}.claim`,
  verdict,
  computed,
  why: `claims.${number}.why`,
  source: ARTICLE,
});

/** A value computed by us, beside what the article says where it gives a number. */
export const computed = (name: string, value: number, unit: string, claimed?: number): Computed =>
  claimed === undefined ? { name, value, unit } : { name, value, unit, claimed };
