import type { Catalogue } from '#shared/catalogue/catalogue';
import type { CheckedClaim } from '#shared/checks';
import { costClaims } from './cost-claims';
import { knownFrom } from './known';
import { memoryClaims } from './memory-claims';
import { speedClaims } from './speed-claims';

/**
 * The article's 21 numbered claims (docs/facts.md section 0) in their order, each with what the planning functions compute
 * from the catalogue, and the verdict.
 */
export function checkClaims(catalogue: Catalogue): readonly CheckedClaim[] {
  const known = knownFrom(catalogue);
  return [...speedClaims(known), ...memoryClaims(known), ...costClaims(known)].sort(
    (a, b) => Number(a.id) - Number(b.id),
  );
}
