import type { PlanningContext } from '#main/planning/context/planning-context';
import { type Derating, deratingOf } from '#shared/power/derating';
import { ownValue } from '#shared/schema/own-value';
import type { Watts } from '#shared/units/units';
import { originsIn, type OriginOf } from './sources';
import type { StripMeans } from './strips';

/** What stands between the utilities of a scenario and the supplies of its devices, for all who follow the power. */
export interface PowerPath extends StripMeans {
  readonly originOf: OriginOf;
  readonly derating: Derating;
}

export function powerPathOf({ scenario, catalogue, figures }: PlanningContext): PowerPath {
  const { site, electrical } = scenario;
  const derating = deratingOf(site, ownValue(catalogue.sites, site.preset));
  return {
    originOf: originsIn(electrical),
    derating,
    share: derating.share,
    capacityOf: ({ type }) => figures.at<Watts>(`deviceTypes/${type.id}/capacity`, 'W'),
  };
}
