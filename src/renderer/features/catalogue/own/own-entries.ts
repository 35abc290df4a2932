import { castDraft } from 'immer';
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

/** The kinds whose entries have a form. */
export const formKinds = [
  'models',
  'accelerators',
  'deviceTypes',
  'deviceGroups',
  'rackTypes',
  'engines',
  'prices',
  'sites',
] as const;
export type FormKind = (typeof formKinds)[number];
export type FormEntry = Catalogue[FormKind][string];

export const isFormKind = (kind: string): kind is FormKind => (formKinds as readonly string[]).includes(kind);

/** Those of which a user may begin an empty one; a group begins as a copy, with its members. */
export const newKinds = [
  'models',
  'accelerators',
  'deviceTypes',
  'rackTypes',
  'engines',
  'prices',
  'sites',
] as const;
export type NewKind = (typeof newKinds)[number];
export const isNewKind = (kind: string): kind is NewKind => (newKinds as readonly string[]).includes(kind);

/** A figure that nobody has entered yet. */
export const nothingPublished = (unit: string): Figure => ({ unit, unknown: 'Not entered yet.' });

/** The source of what a user enters. */
const ENTERED = 'entered-by-user';

/** A new entry with nothing known of it but what must be there. */
export function blankEntry<Kind extends NewKind>(kind: Kind, id: string): Catalogue[Kind][string];
export function blankEntry(kind: NewKind, id: string): FormEntry {
  switch (kind) {
    case 'models':
      return {
        id,
        name: '',
        vendor: '',
        layers: 32,
        hidden: 4_096,
        heads: 32,
        keyValueHeads: 8,
        headDimension: 128,
        feedForward: 14_336,
        vocabulary: 128_256,
        tiedEmbeddings: false,
        attention: { kind: 'grouped-query' },
        parameters: nothingPublished('1'),
        activeParameters: nothingPublished('1'),
        source: ENTERED,
        confidence: 'derived',
      };
    case 'accelerators':
      return {
        id,
        name: '',
        vendor: '',
        kind: 'gpu',
        memory: nothingPublished('B'),
        memoryBandwidth: nothingPublished('B/s'),
        densePeak: {},
        power: {
          idle: nothingPublished('W'),
          typical: nothingPublished('W'),
          maximum: nothingPublished('W'),
        },
        linkBandwidth: nothingPublished('B/s'),
        linkName: '',
        defaultEngine: 'trtllm-1.2',
      };
    case 'engines':
      return { id, name: '', era: '', kind: 'gpu', source: ENTERED };
    case 'prices':
      return { id, item: id, name: '', currency: 'USD', amount: nothingPublished('USD') };
    case 'deviceTypes':
      return {
        id,
        name: '',
        vendor: '',
        kind: 'server',
        heightUnits: 1,
        depth: nothingPublished('m'),
        fullDepth: true,
        dimensions: { source: ENTERED, confidence: 'derived' },
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

export interface EntryFault {
  readonly path: string;
  readonly reason: string;
}

/** The entry when it is complete and sound, or every place that is not. */
export function checkedEntry(
  kind: FormKind,
  draft: unknown,
):
  | { readonly ok: true; readonly entry: FormEntry }
  | { readonly ok: false; readonly faults: readonly EntryFault[] } {
  const parsed = kinds[kind].schema.safeParse(draft);
  const nameless = (draft as { readonly name?: string }).name?.trim() === '';
  if (parsed.success && !nameless) return { ok: true, entry: parsed.data };
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
    draft.userCatalogue = castDraft(replaced(own, kind, entry.id, entry));
  },
});

export const removeEntry = (kind: OwnKind, entry: OwnEntry): Command => ({
  name: { key: 'catalogue:commands.remove', params: { name: entry.name } },
  recipe: (draft) => {
    const own = userCatalogueOf(draft);
    draft.userCatalogue = castDraft(replaced(own, kind, entry.id, undefined));
  },
});
