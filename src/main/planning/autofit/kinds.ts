import { deviceDepth } from '#shared/rack/depth';
import { deviceDemand, type FitLevel } from '../placement/rack-capacity';
import type { PlanningContext } from '../planning-context';
import { nothing, plus } from './amounts';
import type { Kind } from './bin';

/** What a site still takes, in W. */
export interface SiteRest {
  readonly power: number;
  readonly cooling: number;
}

export type KindOf = (type: string) => Kind | undefined;

/** Device types with their demands, each looked up once. */
export function kindsOf(level: FitLevel, context: PlanningContext): KindOf {
  const known = new Map<string, Kind>();
  return (id) => {
    const type = Object.hasOwn(context.catalogue.deviceTypes, id)
      ? context.catalogue.deviceTypes[id]
      : undefined;
    if (type === undefined) return undefined;
    const kind = known.get(id) ?? {
      type,
      demand: deviceDemand(type, level, context),
      depthMeters: deviceDepth(type, context.scenario),
    };
    known.set(id, kind);
    return kind;
  };
}

/** What the devices that stand already leave of the site's limits. */
export function siteRest(kindOf: KindOf, { scenario }: PlanningContext): SiteRest {
  let used = nothing;
  for (const { type } of Object.values(scenario.devices)) used = plus(used, kindOf(type)?.demand ?? nothing);
  const { powerLimitWatts, coolingLimitWatts } = scenario.site;
  return {
    power: (powerLimitWatts ?? Number.POSITIVE_INFINITY) - used.power,
    cooling: (coolingLimitWatts ?? Number.POSITIVE_INFINITY) - used.cooling,
  };
}
