import type { Derived } from '#shared/plan/derived';
import type { FeedCheck, FeedPlan, SidePlan } from '#shared/plan/plan';
import { exactly } from '#shared/units/range';
import type { Derating } from '#shared/power/derating';
import type { Feed, Rack, Side } from '#shared/scenario/schema';
import { amperes, fraction, watts, type Watts } from '#shared/units/units';
import { derive, given, sumOfInputs, type QuantityInput } from '#main/planning/derivation/derive';
import type { Load } from './load';
import type { RackVerdict, RackVerdicts, TrippedPart } from './rack-verdict';
import { type FeedSupply, type RackStrip, throughStrips, usableWatts } from './strips';
import type { RackWiring } from './wiring';

/** What a breaker carries continuously, with its trace; `path` is its place in the scenario. */
export function ratingOf(
  supply: FeedSupply,
  { path, derating }: { readonly path: string; readonly derating: Derating },
): Derived<Watts> {
  const { volts, continuousAmperes } = supply;
  const current: readonly QuantityInput[] =
    continuousAmperes === undefined
      ? [
          { name: 'amperes', value: given(amperes(supply.amperes), 'A', `${path}/amperes`) },
          { name: 'continuousLoadFraction', value: given(fraction(derating.share), '1', derating.path) },
        ]
      : [{ name: 'amperes', value: given(amperes(continuousAmperes), 'A', `${path}/continuousAmperes`) }];
  return derive({
    formula: supply.phases === 3 ? 'feed-rating-three-phase' : 'feed-rating-single-phase',
    unit: 'W',
    inputs: [{ name: 'volts', value: given(volts, 'V', `${path}/volts`) }, ...current],
    range: exactly(usableWatts(supply, derating.share)),
  });
}

/** What a feed hands on: its own rating, or what the strips on it carry together where that is less. */
function handedOn(feed: Feed, index: number, { rack, strips, derating }: FeedQuestion): Derived<Watts> {
  const rating = ratingOf(feed, { path: `racks/${rack.id}/feeds/${index}`, derating });
  const through = throughStrips(index, strips);
  if (through >= rating.typical) return rating;
  const ofStrips = strips.flatMap(({ feed: on, placed, capacity }): readonly QuantityInput[] =>
    on === index && capacity !== undefined
      ? [{ name: 'limit', of: placed.device.name, value: capacity }]
      : [],
  );
  const value = sumOfInputs<Watts>('W', ofStrips);
  return derive({
    formula: 'smallest-limit',
    unit: 'W',
    inputs: [
      { name: 'feed', of: feed.id, value: rating },
      { name: 'limit', value },
    ],
    range: exactly(watts(through)),
  });
}

const together = (question: FeedQuestion, isMeant: (feed: Feed, index: number) => boolean): Derived<Watts> =>
  sumOfInputs<Watts>(
    'W',
    question.rack.feeds.flatMap((feed, index): readonly QuantityInput[] =>
      isMeant(feed, index) ? [{ name: 'feed', of: feed.id, value: handedOn(feed, index, question) }] : [],
    ),
  );

const sidesOf = (question: FeedQuestion): readonly SidePlan[] =>
  (['A', 'B'] as const).flatMap((side: Side): readonly SidePlan[] =>
    question.rack.feeds.some((feed) => feed.side === side)
      ? [{ side, usable: together(question, (feed) => feed.side === side) }]
      : [],
  );

/** What the feeds carry that are left once the source is lost of which most is missed. */
function weakerOf(question: FeedQuestion, sides: readonly SidePlan[]): Derived<Watts> {
  const { losses } = question;
  if (question.rack.feeds.length === 0)
    return derive({ formula: 'no-supply', unit: 'W', inputs: [], range: exactly(watts(0)) });
  if (losses.length === 0)
    return sides.length === 1 && sides[0] ? sides[0].usable : together(question, () => true);
  const left = losses.map(({ side, feeds }): QuantityInput => {
    const other = side === 'A' ? 'B' : 'A';
    const rest = sides.find((each) => side !== undefined && each.side === other);
    const isWhole = rest !== undefined && losses.length === 2;
    const of = isWhole
      ? other
      : question.rack.feeds.flatMap(({ id }, index) => (feeds.includes(index) ? [] : [id])).join(' + ');
    return {
      name: 'side',
      of,
      value: isWhole ? rest.usable : together(question, (_, index) => !feeds.includes(index)),
    };
  });
  return derive({
    formula: 'weaker-side',
    unit: 'W',
    inputs: left.toSorted((a, b) => ((a.of ?? '') < (b.of ?? '') ? -1 : 1)),
    range: exactly(watts(Math.min(...left.map(({ value }) => value.typical)))),
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

export interface FeedQuestion extends Pick<RackWiring, 'losses' | 'strips'> {
  readonly rack: Rack;
  readonly derating: Derating;
}

interface Supply extends Omit<FeedPlan, 'typical' | 'nameplate'> {
  /** What the feeds alone would allow, before the rack's own limit. */
  readonly ofFeeds: Watts;
}

/** What a rack may draw: what its feeds carry with any one source lost, at most the rack's own limit. */
export function supplyOf(question: FeedQuestion): Supply {
  const sides = sidesOf(question);
  const weaker = weakerOf(question, sides);
  return {
    sides,
    usable: limitedByRack(weaker, question),
    redundant: question.losses.length > 1,
    ofFeeds: weaker.typical,
  };
}

// Sums of floating-point watts may miss an equal limit by a hair; a milliwatt trips nothing.
const TOLERANCE_WATTS = 1e-3;

interface Checked {
  readonly load: Watts;
  readonly supply: Supply;
  readonly verdict: RackVerdict;
  readonly strips: readonly RackStrip[];
  readonly unknownFor: readonly string[];
}

function overOn(
  { watts: load, limitWatts, strip, bank }: TrippedPart,
  because: 'breaker' | 'lost-side',
  { verdict: { wiring }, strips }: Checked,
): FeedCheck {
  const device = strip === undefined ? undefined : strips[strip]?.placed.device.id;
  const at =
    device === undefined ? {} : { strip: { device, ...(bank === undefined ? {} : { bank: bank + 1 }) } };
  return { fits: false, load: watts(load), limit: watts(limitWatts), because, wiring, ...at };
}

/** What trips is said before what goes dark, and both before what merely leaves the rack's budget. */
function checkLoad(checked: Checked): FeedCheck {
  const { load, supply, verdict, unknownFor } = checked;
  const { tripped, lost } = verdict;
  const { sides, usable, ofFeeds } = supply;
  const limit = usable.typical;
  const isOver = load > limit + TOLERANCE_WATTS;
  if (tripped !== undefined) return overOn(tripped, 'breaker', checked);
  if (isOver && sides.length === 0)
    return usable.typical > 0
      ? { fits: false, load, limit, because: 'rack-limit' }
      : { fits: false, load, limit, because: 'no-feed' };
  if (lost?.tripped !== undefined) return overOn(lost.tripped, 'lost-side', checked);
  if (isOver && load <= ofFeeds + TOLERANCE_WATTS) return { fits: false, load, limit, because: 'rack-limit' };
  if (isOver && lost !== undefined && lost.dark > 0)
    return { fits: false, load, limit, because: 'dark-on-lost-side', dark: lost.dark };
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
  const { strips } = question;
  const { sides, usable, redundant } = supply;
  return {
    sides,
    usable,
    redundant,
    typical: checkLoad({
      load: power.typical.typical,
      supply,
      verdict: verdicts.typical,
      strips,
      unknownFor,
    }),
    nameplate: checkLoad({
      load: power.maximum.typical,
      supply,
      verdict: verdicts.maximum,
      strips,
      unknownFor: maximumUnknownFor,
    }),
  };
}
