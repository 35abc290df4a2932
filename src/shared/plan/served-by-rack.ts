import type { RackId } from '#shared/schema/ids';
import { minorUnitsOf } from '#shared/money/money-rate';
import type { WirePlan } from './plan';

/** What the accelerators of one rack serve. */
export interface ServedByRack {
  readonly outputTokensPerSecond: number;
  /** Cost per million output tokens in minor units, over what is served here; undefined where one has no cost. */
  readonly costPerMillionOutputTokens: number | undefined;
}

/**
 * The predicted output of every rack: each deployment's rate, shared among the racks by how many accelerators of its
 * hardware they hold. A deployment that does not fit, or asks for more accelerators than stand, serves nothing.
 */
export function servedByRack({
  racks,
  deployments,
}: Pick<WirePlan, 'racks' | 'deployments'>): ReadonlyMap<RackId, ServedByRack> {
  const served = new Map<RackId, ServedByRack>();
  for (const deployment of deployments) {
    const { hardware, result, acceleratorsPlaced, acceleratorsNeeded } = deployment;
    if (!('fits' in result) || !result.fits || acceleratorsPlaced < acceleratorsNeeded) continue;
    const price = deployment.costPerMillionOutputTokens?.typical;
    const cost = price && minorUnitsOf(price);
    for (const { id, accelerators } of Object.values(racks)) {
      const here = accelerators.find(({ type }) => type === hardware)?.count ?? 0;
      if (here === 0) continue;
      const tokens = (result.outputTokensPerSecond * here) / acceleratorsPlaced;
      served.set(
        id,
        together(served.get(id), { outputTokensPerSecond: tokens, costPerMillionOutputTokens: cost }),
      );
    }
  }
  return served;
}

/** Two rates in one rack: they add up, and their costs count by the tokens that they are paid for. */
function together(a: ServedByRack | undefined, b: ServedByRack): ServedByRack {
  if (!a) return b;
  const outputTokensPerSecond = a.outputTokensPerSecond + b.outputTokensPerSecond;
  const [costA, costB] = [a.costPerMillionOutputTokens, b.costPerMillionOutputTokens];
  const known = costA !== undefined && costB !== undefined && outputTokensPerSecond > 0;
  return {
    outputTokensPerSecond,
    costPerMillionOutputTokens: known
      ? (costA * a.outputTokensPerSecond + costB * b.outputTokensPerSecond) / outputTokensPerSecond
      : undefined,
  };
}
