import type { UserCatalogue } from '../scenario/user-catalogue';
import type { Catalogue } from './catalogue';

type OwnEntries = Pick<UserCatalogue, 'deviceTypes' | 'rackTypes' | 'sites'>;

const byId = <Entry extends { readonly id: string }>(
  entries: readonly Entry[],
): Readonly<Record<string, Entry>> => Object.fromEntries(entries.map((entry) => [entry.id, entry]));

/**
 * The catalogue with the user's own device types, rack types and sites beside the published ones; an own entry of the
 * same id stands in place of a published one. Without own entries it is the catalogue itself, so that what is kept by
 * it stays kept.
 */
export function withUserEntries(catalogue: Catalogue, own: OwnEntries | undefined): Catalogue {
  if (own === undefined) return catalogue;
  const { deviceTypes, rackTypes, sites } = own;
  if (deviceTypes.length + rackTypes.length + sites.length === 0) return catalogue;
  return {
    ...catalogue,
    deviceTypes: { ...catalogue.deviceTypes, ...byId(deviceTypes) },
    rackTypes: { ...catalogue.rackTypes, ...byId(rackTypes) },
    sites: { ...catalogue.sites, ...byId(sites) },
  };
}
