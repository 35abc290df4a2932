import type { Derived } from '#shared/plan/derived';
import type { FeedCheck, FeedPlan, SidePlan } from '#shared/plan/plan';
import { exactly } from '#shared/range';
import type { Feed, Rack, Side, Site } from '#shared/scenario/schema';
import { watts, type Watts } from '#shared/units';
import { derive, given, sumOfInputs, type QuantityInput } from '../derivation/derive';
import type { Load } from './load';

const SQUARE_ROOT_OF_THREE = Math.sqrt(3);

type FeedSupply = Pick<Feed, 'volts' | 'amperes' | 'phases'>;

/**
 * What a feed may carry continuously, at unity power factor: √3 · V · I of a line-to-line voltage for three phases,
 * V · I for one, times the share of the breaker that continuous loads may take (NEC 210.20, 215.3; facts A1.9).
 */
export const usableWatts = ({ volts, amperes, phases }: FeedSupply, continuousLoadFraction: number): Watts =>
  watts((phases === 3 ? SQUARE_ROOT_OF_THREE : 1) * volts * amperes * continuousLoadFraction);

/** What a breaker carries continuously, with its trace; `path` is its place in the scenario. */
export const ratingOf = (
  supply: FeedSupply,
  { path, site }: { readonly path: string; readonly site: Site },
): Derived<Watts> =>
  derive({
    formula: supply.phases === 3 ? 'feed-rating-three-phase' : 'feed-rating-single-phase',
    unit: 'W',
    inputs: [
      { name: 'volts', value: given(supply.volts, 'V', `${path}/volts`) },
      { name: 'amperes', value: given(supply.amperes, 'A', `${path}/amperes`) },
      {
        name: 'continuousLoadFraction',
        value: given(site.continuousLoadFraction, '1', 'site/continuousLoadFraction'),
      },
    ],
    range: exactly(usableWatts(supply, site.continuousLoadFraction)),
  });

const feedRating = (feed: Feed, index: number, { rack, site }: FeedQuestion): Derived<Watts> =>
  ratingOf(feed, { path: `racks/${rack.id}/feeds/${index}`, site });

function sidePlan(side: Side, question: FeedQuestion): SidePlan | undefined {
  const inputs: QuantityInput[] = [];
  question.rack.feeds.forEach((feed, index) => {
    if (feed.side !== side) return;
    inputs.push({ name: 'feed', of: feed.id, value: feedRating(feed, index, question) });
  });
  return inputs.length === 0 ? undefined : { side, usable: sumOfInputs<Watts>('W', inputs) };
}

function weakerOf(sides: readonly SidePlan[]): Derived<Watts> {
  const [first] = sides;
  if (first === undefined)
    return derive({ formula: 'no-supply', unit: 'W', inputs: [], range: exactly(watts(0)) });
  if (sides.length === 1) return first.usable;
  return derive({
    formula: 'weaker-side',
    unit: 'W',
    inputs: sides.map(({ side, usable }): QuantityInput => ({ name: 'side', of: side, value: usable })),
    range: exactly(watts(Math.min(...sides.map(({ usable }) => usable.typical)))),
  });
}

function limitedByRack(supply: Derived<Watts>, { rack }: FeedQuestion): Derived<Watts> {
  const limit = rack.limits.powerWatts;
  if (limit === undefined) return supply;
  const value = given(watts(limit), 'W', `racks/${rack.id}/limits/powerWatts`);
  if (rack.feeds.length === 0) return value;
  return derive({
    formula: 'smallest-limit',
    unit: 'W',
    inputs: [
      { name: 'side', value: supply },
      { name: 'limit', value },
    ],
    range: exactly(watts(Math.min(supply.typical, limit))),
  });
}

export interface FeedQuestion {
  readonly rack: Rack;
  readonly site: Site;
}

type Supply = Omit<FeedPlan, 'typical' | 'nameplate'>;

/** What a rack may draw from its feeds: the weaker side where there are two (2N), at most the rack's own limit. */
export function supplyOf(question: FeedQuestion): Supply {
  const sides = (['A', 'B'] as const).flatMap((side) => sidePlan(side, question) ?? []);
  return {
    sides,
    usable: limitedByRack(weakerOf(sides), question),
    redundant: sides.length === 2,
  };
}

function whyOver(load: Watts, { sides, usable }: Supply): 'breaker' | 'no-feed' | 'lost-side' | 'rack-limit' {
  if (sides.length === 0) return usable.typical > 0 ? 'rack-limit' : 'no-feed';
  const weaker = Math.min(...sides.map((side) => side.usable.typical));
  if (load <= weaker) return 'rack-limit';
  const together = sides.reduce((sum, side) => sum + side.usable.typical, 0);
  return load <= together ? 'lost-side' : 'breaker';
}

// Sums of floating-point watts may miss an equal limit by a hair; a millionth of a watt trips nothing.
const TOLERANCE_WATTS = 1e-6;

function checkLoad(load: Watts, supply: Supply, unknownFor: readonly string[]): FeedCheck {
  const limit = supply.usable.typical;
  if (load > limit + TOLERANCE_WATTS) return { fits: false, load, limit, because: whyOver(load, supply) };
  if (unknownFor.length > 0) return { fits: 'unknown', load, limit, unknownFor };
  return { fits: true, load, limit, spare: watts(limit - load) };
}

/** A rack's load against its supply, at typical power and at nameplate. */
export function feedPlan(question: FeedQuestion, { power, unknownFor, maximumUnknownFor }: Load): FeedPlan {
  const supply = supplyOf(question);
  return {
    ...supply,
    typical: checkLoad(power.typical.typical, supply, unknownFor),
    nameplate: checkLoad(power.maximum.typical, supply, maximumUnknownFor),
  };
}
