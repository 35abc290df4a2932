import type { Derived } from '#shared/plan/derived';
import type { FeedCheck, FeedPlan, SidePlan } from '#shared/plan/plan';
import { exactly } from '#shared/units/range';
import type { Feed, Rack, Side, Site } from '#shared/scenario/schema';
import { watts, type Watts } from '#shared/units/units';
import { derive, given, sumOfInputs, type QuantityInput } from '#main/planning/derivation/derive';
import { usableWatts, type FeedSupply } from './wiring';
import type { Load } from './load';
import type { RackVerdict, RackVerdicts, TrippedFeed } from './rack-verdict';

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

// Sums of floating-point watts may miss an equal limit by a hair; a milliwatt trips nothing.
const TOLERANCE_WATTS = 1e-3;

interface Checked {
  readonly load: Watts;
  readonly supply: Supply;
  readonly verdict: RackVerdict;
  readonly unknownFor: readonly string[];
}

const overOn = (
  { watts: load, limitWatts }: TrippedFeed,
  because: 'breaker' | 'lost-side',
  { wiring }: RackVerdict,
): FeedCheck => ({ fits: false, load: watts(load), limit: watts(limitWatts), because, wiring });

/** What trips is said before what goes dark, and both before what merely leaves the rack's budget. */
function checkLoad({ load, supply, verdict, unknownFor }: Checked): FeedCheck {
  const { tripped, lostSide } = verdict;
  const { sides, usable } = supply;
  const limit = usable.typical;
  const isOver = load > limit + TOLERANCE_WATTS;
  if (tripped !== undefined) return overOn(tripped, 'breaker', verdict);
  if (isOver && sides.length === 0)
    return { fits: false, load, limit, because: usable.typical > 0 ? 'rack-limit' : 'no-feed' };
  if (lostSide?.tripped !== undefined) return overOn(lostSide.tripped, 'lost-side', verdict);
  if (isOver && load <= Math.min(...sides.map((side) => side.usable.typical)) + TOLERANCE_WATTS)
    return { fits: false, load, limit, because: 'rack-limit' };
  if (isOver && lostSide !== undefined && lostSide.dark > 0)
    return { fits: false, load, limit, because: 'dark-on-lost-side', dark: lostSide.dark };
  if (unknownFor.length > 0) return { fits: 'unknown', load, limit, unknownFor };
  return { fits: true, load, limit, spare: watts(Math.max(0, limit - load)) };
}

/** A rack's load against its supply, at typical power and at nameplate, as the failure analysis of its feeds judges it. */
export function feedPlan(
  question: FeedQuestion,
  { power, unknownFor, maximumUnknownFor }: Load,
  verdicts: RackVerdicts,
): FeedPlan {
  const supply = supplyOf(question);
  return {
    ...supply,
    typical: checkLoad({ load: power.typical.typical, supply, verdict: verdicts.typical, unknownFor }),
    nameplate: checkLoad({
      load: power.maximum.typical,
      supply,
      verdict: verdicts.maximum,
      unknownFor: maximumUnknownFor,
    }),
  };
}
