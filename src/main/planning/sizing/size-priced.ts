import type { Catalogue } from '#shared/catalogue/catalogue';
import { exactly } from '#shared/range';
import type { Scenario } from '#shared/scenario/schema';
import type { PricedOutcome, SizePricedRequest } from '#shared/sizing-map';
import { estimate as estimateByModels } from '../../simulator/estimate';
import type { Estimate } from '../deployments';
import { plan } from '../plan';
import { layOut } from './lay-out';
import { sizeOn } from './size-on';

/** The scenario with one price as if the user had entered it. */
const withPrice = (scenario: Scenario, path: string, amount: number): Scenario => ({
  ...scenario,
  overrides: { ...scenario.overrides, [path]: exactly(amount) },
});

/**
 * The cheapest fleet of one hardware, as `sizeOn` finds it, and what it costs over all years when one price is at the
 * low and at the high end: by the plan of its scenario, which is linear in that price.
 */
export function sizePriced(
  { request, hardware, price }: SizePricedRequest,
  catalogue: Catalogue,
  estimate: Estimate = estimateByModels,
): PricedOutcome {
  const outcome = sizeOn({ request, hardware }, catalogue, estimate);
  if (!outcome.meets) return { outcome };
  const laid = layOut({ request, deployment: outcome.deployment, catalogue });
  if (!laid.ok) return { outcome };
  const { deployment } = outcome;
  const [low, high] = [price.low, price.high].map((amount) => {
    const { cost } = plan(withPrice(laid.value.scenario, price.path, amount), catalogue, estimate);
    const whole = !cost.unpriced.some(
      ({ item }) => item === deployment.serverType || item === deployment.hardware,
    );
    return whole ? cost.total.typical : undefined;
  });
  return low === undefined || high === undefined ? { outcome } : { outcome, totals: { low, high } };
}
