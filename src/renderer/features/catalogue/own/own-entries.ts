import { type Catalogue, kinds } from '#shared/catalogue/catalogue';
import type { DeviceType, RackType, SitePreset } from '#shared/catalogue/entries';
import type { Figure } from '#shared/catalogue/figure';
import { userCatalogueOf, type UserCatalogue } from '#shared/scenario/user-catalogue';
import type { Command } from '#renderer/documents/command';

/** The kinds that a user may add entries of; they travel with the scenario. */
export const ownKinds = ['deviceTypes', 'rackTypes', 'sites'] as const;
export type OwnKind = (typeof ownKinds)[number];

interface OwnByKind {
  readonly deviceTypes: DeviceType;
  readonly rackTypes: RackType;
  readonly sites: SitePreset;
}

export type OwnEntry<Kind extends OwnKind = OwnKind> = OwnByKind[Kind];

export const isOwnKind = (kind: string): kind is OwnKind => (ownKinds as readonly string[]).includes(kind);

export const isOwn = (own: UserCatalogue | undefined, kind: OwnKind, id: string): boolean =>
  own?.[kind].some((entry) => entry.id === id) ?? false;

/** A figure that nobody has entered yet. */
export const nothingPublished = (unit: string): Figure => ({ unit, unknown: 'Not entered yet.' });

/** A new entry with nothing known of it but what must be there. */
export function blankEntry(kind: OwnKind, id: string): OwnEntry {
  switch (kind) {
    case 'deviceTypes':
      return {
        id,
        name: '',
        vendor: '',
        kind: 'server',
        heightUnits: 1,
        depth: nothingPublished('m'),
        fullDepth: true,
        dimensions: { source: 'entered-by-user', confidence: 'derived' },
        front: 'server',
        mass: nothingPublished('kg'),
        power: {
          idle: nothingPublished('W'),
          typical: nothingPublished('W'),
          maximum: nothingPublished('W'),
        },
        acceleratorsPricedApart: false,
      };
    case 'rackTypes':
      return {
        id,
        name: '',
        units: 42,
        width: nothingPublished('m'),
        depth: nothingPublished('m'),
        massLimit: nothingPublished('kg'),
        emptyMass: nothingPublished('kg'),
      };
    case 'sites':
      return {
        id,
        name: '',
        country: 'US',
        tariffCurrency: 'USD',
        tariff: nothingPublished('USD/kWh'),
        powerUsageEffectiveness: nothingPublished('1'),
        carbonIntensity: nothingPublished('kg/kWh'),
      };
  }
}

/** An id that no entry of the kind has, from the words of a name. */
export function freeEntryId(catalogue: Catalogue, kind: OwnKind, name: string): string {
  const words = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  const stem = words === '' ? `own-${kind.toLowerCase()}` : `own-${words}`.slice(0, 70);
  let id = stem;
  for (let number = 2; Object.hasOwn(catalogue[kind], id); number += 1) id = `${stem}-${number}`;
  return id;
}

export interface EntryFault {
  readonly path: string;
  readonly reason: string;
}

/** The entry when it is complete and sound, or every place that is not. */
export function checkedEntry(
  kind: OwnKind,
  draft: unknown,
):
  | { readonly ok: true; readonly entry: OwnEntry }
  | { readonly ok: false; readonly faults: readonly EntryFault[] } {
  const parsed = kinds[kind].schema.safeParse(draft);
  const nameless = (draft as { readonly name?: string }).name?.trim() === '';
  if (parsed.success && !nameless) return { ok: true, entry: parsed.data as OwnEntry };
  const faults = (parsed.error?.issues ?? []).map(({ path, message }) => ({
    path: path.map(String).join('.'),
    reason: message,
  }));
  return { ok: false, faults: nameless ? [{ path: 'name', reason: '' }, ...faults] : faults };
}

const replaced = (
  own: UserCatalogue,
  kind: OwnKind,
  id: string,
  entry: OwnEntry | undefined,
): UserCatalogue => ({
  ...own,
  [kind]: [...own[kind].filter((each) => each.id !== id), ...(entry === undefined ? [] : [entry])],
});

/** Adds an own entry to the scenario, or puts a changed one in place of what it was. */
export const keepEntry = (kind: OwnKind, entry: OwnEntry, isNew: boolean): Command => ({
  name: { key: isNew ? 'catalogue:commands.add' : 'catalogue:commands.change', params: { name: entry.name } },
  recipe: (draft) => {
    const own = userCatalogueOf(draft);
    draft.userCatalogue = replaced(own, kind, entry.id, entry);
  },
});

export const removeEntry = (kind: OwnKind, entry: OwnEntry): Command => ({
  name: { key: 'catalogue:commands.remove', params: { name: entry.name } },
  recipe: (draft) => {
    const own = userCatalogueOf(draft);
    draft.userCatalogue = replaced(own, kind, entry.id, undefined);
  },
});
