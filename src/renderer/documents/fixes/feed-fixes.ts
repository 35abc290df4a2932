import { codeOf, continuousAmperesOf, continuousShares, deratingOf } from '#shared/power/derating';
import { ROOT_OF_THREE } from '#shared/power/supplies';
import { feedPresets, type FeedPreset, feedsOf } from '#shared/power/usual-feeds';
import { freeDeviceIds, freeFeedId } from '#shared/scenario/names';
import type { Device, Feed, Rack } from '#shared/scenario/schema';
import { type AnyProblem, type Fix, type FixSetting, rackOf } from './fix';

/** Edits that give racks more to draw from: feeds where there are none, a pair more, a strip more on each feed. */

const MOST_FEEDS = 8;

const wattsOf = (feed: Pick<Feed, 'volts' | 'amperes' | 'phases'>, share: number): number =>
  (feed.phases === 3 ? ROOT_OF_THREE : 1) * feed.volts * continuousAmperesOf(feed, share);

/** The smallest usual feeds of which one side carries so much, of the voltages of the site; else the largest. */
function presetFor(watts: number, { scenario: { site }, catalogue }: FixSetting): FeedPreset | undefined {
  const place = catalogue.sites[site.preset];
  const { share } = deratingOf(site, place);
  // By the NEC breakers come in 30 and 60 A, by IEC in 32 A.
  const isNec = continuousShares[codeOf(site, place)] < 1;
  const bySize = feedPresets
    .filter(({ amperes }) => (amperes % 30 === 0) === isNec)
    .map((preset) => ({ preset, carries: preset.perSide * wattsOf(preset, share) }))
    .toSorted((a, b) => a.carries - b.carries);
  return (bySize.find(({ carries }) => carries >= watts) ?? bySize.at(-1))?.preset;
}

/** Usual feeds for all racks that draw power and have none. */
export function feedsForUnfed(_: AnyProblem, setting: FixSetting): readonly Fix[] {
  const unfed = Object.values(setting.plan.racks).filter(({ feeds }) =>
    [feeds.typical, feeds.nameplate].some((check) => check.fits === false && check.because === 'no-feed'),
  );
  const preset = presetFor(Math.max(0, ...unfed.map(({ power }) => power.maximum.typical)), setting);
  if (preset === undefined || unfed.length === 0) return [];
  const { perSide, volts, amperes } = preset;
  return [
    {
      command: {
        name: { key: 'shell:fixes.feeds', params: { count: unfed.length, perSide, volts, amperes } },
        recipe: (draft) => {
          for (const { id } of unfed) {
            const rack = draft.racks[id];
            if (rack) rack.feeds = feedsOf(preset);
          }
        },
      },
    },
  ];
}

const lastOf = ({ feeds }: Rack, side: Feed['side']): Feed | undefined =>
  feeds.findLast((feed) => feed.side === side);

/** One more feed of each side that the rack has, like the last of it and from the same PDU. */
export function feedPair(problem: AnyProblem, setting: FixSetting): readonly Fix[] {
  const rack = rackOf(problem, setting);
  if (rack === undefined) return [];
  const taken = new Set<string>(rack.feeds.map(({ id }) => id));
  const more = (['A', 'B'] as const).flatMap((side): readonly Feed[] => {
    const last = lastOf(rack, side);
    if (last === undefined) return [];
    const id = freeFeedId(side, taken);
    taken.add(id);
    return [{ ...last, id }];
  });
  if (more.length === 0 || rack.feeds.length + more.length > MOST_FEEDS) return [];
  return [
    {
      command: {
        name: { key: 'shell:fixes.pair', params: { rack: rack.name, count: more.length } },
        recipe: (draft) => {
          draft.racks[rack.id]?.feeds.push(...more);
        },
      },
    },
  ];
}

/** One more strip on each feed, like the one that trips; only of those that take no rack units. */
export function moreStrips(problem: AnyProblem, setting: FixSetting): readonly Fix[] {
  const { scenario, catalogue, plan } = setting;
  const rack = rackOf(problem, setting);
  const feeds = rack && plan.racks[rack.id]?.feeds;
  if (rack === undefined || feeds === undefined) return [];
  const tripping = [feeds.typical, feeds.nameplate].flatMap((check) =>
    'strip' in check ? [check.strip.device] : [],
  );
  const like = tripping.map((id) => scenario.devices[id]).find((device) => device !== undefined);
  const type = like && catalogue.deviceTypes[like.type];
  if (like === undefined || type?.heightUnits !== 0) return [];
  const ids = freeDeviceIds(
    scenario,
    rack.feeds.map(() => like.type),
  );
  const strips = rack.feeds.flatMap(({ id: feed }, index): readonly Device[] => {
    const id = ids[index];
    return id === undefined ? [] : [{ ...like, id, name: id, feed }];
  });
  return [
    {
      command: {
        name: {
          key: 'shell:fixes.strips',
          params: { count: strips.length, type: type.name, rack: rack.name },
        },
        recipe: (draft) => {
          for (const strip of strips) draft.devices[strip.id] = { ...strip };
        },
      },
    },
  ];
}
