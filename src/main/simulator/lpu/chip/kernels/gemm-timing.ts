import { memPosition, mxmPosition } from '../geometry';
import { functionalDelay, SUPERLANE_DELAY, transit } from '../latency';
import { gemmLayout, type GemmPlan } from './gemm-plan';

export interface GemmTiming {
  /** From the first read to the first activation in a plane. */
  readonly firstActivation: number;
  readonly cycles: number;
}

/** When a product's parts happen, in closed form from T = N + d_func + δ(j,i); the chip level must agree to the cycle. */
export function gemmTiming(plan: GemmPlan): GemmTiming {
  const outwards = (slice: number): number => transit(memPosition('east', slice), mxmPosition('east'));
  const weights = functionalDelay.read + outwards(0);
  const activations = functionalDelay.read + outwards(gemmLayout.activations);
  // The first weights come from slice 0, the farthest; small tiles may let the activations be what is waited for.
  const firstActivation = Math.max(weights + plan.loadCycles, activations);
  const lastRow = firstActivation + (plan.rounds - 1) * plan.roundCycles + plan.rowsPerPlane - 1;
  const stored = functionalDelay.multiply + outwards(gemmLayout.results) + functionalDelay.write;
  return { firstActivation, cycles: lastRow + stored + SUPERLANE_DELAY };
}
