import type { FitLimit, FitStop, FitUse } from '#shared/autofit';
import { largestShare, plus } from './amounts';
import { free, joining, obstacle, put, trialOf, type Bin, type Companion, type Item } from './bin';
import { siteTakes, type Fleet, type Line } from './fleet';

export interface StopSetting {
  readonly lines: readonly Line[];
  readonly companions: readonly Companion[];
  readonly fleet: Pick<Fleet, 'sitePower' | 'siteCooling'>;
}

const single = ({ kind }: Item): Item => ({ kind, size: 1 });

const stop = (limit: FitLimit, item: Item, [demand, available]: readonly [number, number]): FitStop => ({
  limit,
  next: item.kind.type.name,
  demand,
  available,
});

/** What keeps one more of an item out of a bin; undefined where it goes in. */
function stopOf(bin: Bin, item: Item, { companions, fleet }: StopSetting): FitStop | undefined {
  // What even an empty rack does not hold whole is told by the limit that the whole of it breaks.
  const one = bin.servers === 0 ? item : single(item);
  const { demand } = joining(bin, one, companions);
  const by = obstacle(bin, one, companions);
  const against = (limit: 'power' | 'mass' | 'cooling' | 'mounts'): FitStop =>
    stop(limit, item, [
      bin.base[limit] + bin.used[limit] + demand[limit],
      bin.base[limit] + bin.capacity[limit],
    ]);
  switch (by) {
    case 'power':
      return bin.base.power + bin.capacity.power > 0
        ? against('power')
        : stop('no-feed', item, [demand.power, 0]);
    case 'ports': {
      const ports = Math.min(...companions.map(({ serves, most }) => serves * most));
      return stop('ports', item, [bin.servers + one.size, ports]);
    }
    case 'plan':
      return stop('plan', item, [bin.servers + one.size, bin.mostServers ?? 0]);
    case 'units':
      return stop('units', item, [item.kind.type.heightUnits * one.size, free(bin).units]);
    case 'mass':
    case 'cooling':
    case 'mounts':
      return against(by);
    case undefined:
      break;
  }
  if (!put(trialOf(bin), one, companions))
    return stop('units', item, [item.kind.type.heightUnits * one.size, free(bin).units]);
  if (
    item.size > 1 &&
    (obstacle(bin, item, companions) !== undefined || !put(trialOf(bin), item, companions))
  )
    return stop('together', item, [item.size, 1]);
  if (siteTakes({ ...fleet } as Fleet, demand)) return undefined;
  return demand.power > fleet.sitePower
    ? stop('site-power', item, [demand.power, fleet.sitePower])
    : stop('site-cooling', item, [demand.cooling, fleet.siteCooling]);
}

/**
 * What stops a rack: the limit that keeps out even the smallest server asked for. Undefined while one of them would
 * still go in.
 */
export function stopFor(bin: Bin, setting: StopSetting): FitStop | undefined {
  const bySize = setting.lines
    .map(({ item }) => ({
      item,
      size: largestShare(plus(item.kind.demand, item.kind.demand, item.size - 1), bin.capacity),
    }))
    .sort((a, b) => b.size - a.size);
  let last: FitStop | undefined;
  for (const { item } of bySize) {
    last = stopOf(bin, item, setting);
    if (last === undefined) return undefined;
  }
  return last;
}

/** How much of each limit of a rack is taken, by what stood in it and what was put into it. */
export const usesOf = (bin: Bin): readonly FitUse[] =>
  (['units', 'power', 'mass', 'cooling'] as const).flatMap((limit) =>
    Number.isFinite(bin.capacity[limit])
      ? [{ limit, used: bin.base[limit] + bin.used[limit], available: bin.base[limit] + bin.capacity[limit] }]
      : [],
  );
