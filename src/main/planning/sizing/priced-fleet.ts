import { expectedService } from '#shared/estimate/service';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Refusal } from '#shared/refusal';
import { success, type Result } from '#shared/result';
import type { Plan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import type { SizedDeployment, SizedFeeds, SizedFleet, SizingRequest } from '#shared/sizing';
import type { Estimate } from '../deployments';
import { plan } from '../plan';
import { layOut } from './lay-out';

/** What a sized fleet comes to once it stands in racks: by the same plan that its scenario will have. */
export type PricedFleet = Pick<
  SizedFleet,
  | 'accelerators'
  | 'racks'
  | 'rackStops'
  | 'feeds'
  | 'powerWatts'
  | 'powerUnknownFor'
  | 'estimated'
  | 'currency'
  | 'capital'
  | 'totalPerYear'
  | 'total'
  | 'perMillionOutputTokens'
  | 'unpriced'
  | 'serversPriced'
>;

const amounts = <Amount>({ low, typical, high }: Bounds<Amount>): Bounds<Amount> => ({ low, typical, high });

function feedsOf(scenario: Scenario, racks: Plan['racks']): SizedFeeds {
  const each = Object.values(racks).map(({ feeds: { usable, nameplate } }) => ({
    usable: usable.typical,
    share: nameplate.limit > 0 ? nameplate.load / nameplate.limit : 0,
  }));
  return {
    count: Object.values(scenario.racks).reduce((sum, { feeds }) => sum + feeds.length, 0),
    usableWattsPerRack: each[0]?.usable ?? 0,
    fullestShare: each.reduce((most, { share }) => Math.max(most, share), 0),
  };
}

interface Bounds<Amount> {
  readonly low: Amount;
  readonly typical: Amount;
  readonly high: Amount;
}

/** Lays the fleet into racks and plans it. */
export function pricedFleet({
  request,
  deployment,
  catalogue,
  estimate,
}: {
  readonly request: SizingRequest;
  readonly deployment: SizedDeployment;
  readonly catalogue: Catalogue;
  readonly estimate: Estimate;
}): Result<PricedFleet, Refusal> {
  const laid = layOut({ request, deployment, catalogue });
  if (!laid.ok) return laid;
  const { totals, cost, deployments, racks } = plan(laid.value.scenario, catalogue, estimate);
  const [planned] = deployments;
  const result = planned?.result;
  const predicted = result !== undefined && 'fits' in result && result.fits ? result : undefined;
  const perMillion = planned?.costPerMillionOutputTokens;
  const { low, typical, high } = totals.power.typical;
  return success({
    accelerators: totals.accelerators.reduce((sum, { count }) => sum + count, 0),
    racks: laid.value.racks,
    rackStops: laid.value.stops,
    feeds: feedsOf(laid.value.scenario, racks),
    powerWatts: { low, typical, high },
    powerUnknownFor: [...new Set(Object.values(racks).flatMap((rack) => rack.powerUnknownFor))],
    estimated:
      predicted === undefined
        ? { timeToFirstTokenSeconds: 0, timePerOutputTokenSeconds: 0 }
        : expectedService(predicted),
    currency: cost.currency,
    capital: amounts(cost.capital),
    totalPerYear: amounts(cost.totalPerYear),
    total: amounts(cost.total),
    ...(perMillion === undefined ? {} : { perMillionOutputTokens: amounts(perMillion) }),
    unpriced: cost.unpriced.map(({ name }) => name),
    serversPriced: !cost.unpriced.some(
      ({ item }) => item === deployment.serverType || item === deployment.hardware,
    ),
  });
}
