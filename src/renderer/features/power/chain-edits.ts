import type { Command } from '#renderer/documents/command';
import type { Electrical, Pdu, Side, Supplies, UpsSystem, Utility } from '#shared/scenario/electrical';
import { PduId, type RackId, UpsId, UtilityId } from '#shared/schema/ids';

/** The edits of the electrical chain, each with the name that undo gives it. */

export type NodeKind = 'utilities' | 'upsSystems' | 'pdus';

export interface NodeEntries {
  readonly utilities: Utility;
  readonly upsSystems: UpsSystem;
  readonly pdus: Pdu;
}

const freeId = (stem: string, taken: Readonly<Record<string, unknown>>): string => {
  let number = 1;
  while (Object.hasOwn(taken, `${stem}${number}`)) number += 1;
  return `${stem}${number}`;
};

const freeName = (stem: string, entries: Readonly<Record<string, { readonly name: string }>>): string => {
  const names = new Set(Object.values(entries).map(({ name }) => name));
  let number = 1;
  while (names.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
};

// Usual sizes for what is added by hand; every one of them is there to be changed.
const NEW_MODULE_WATTS = 250_000;
const NEW_PDU = { volts: 415, amperes: 400, phases: 3 } as const;

export function addUtility({ utilities }: Electrical): Command {
  const id = UtilityId.parse(freeId('utility-', utilities));
  const name = freeName('Utility ', utilities);
  return {
    name: { key: 'power:commands.add', params: { name } },
    recipe: (draft) => {
      draft.electrical.utilities[id] = { id, name };
    },
  };
}

export function addUps({ upsSystems, utilities }: Electrical, side: Side): Command {
  const id = UpsId.parse(freeId(`ups-${side.toLowerCase()}`, upsSystems));
  const name = freeName(`UPS ${side}`, upsSystems);
  const utility = Object.values(utilities)[0]?.id;
  return {
    name: { key: 'power:commands.add', params: { name } },
    recipe: (draft) => {
      const ups: UpsSystem = { id, name, side, moduleWatts: NEW_MODULE_WATTS, modules: 1, spareModules: 0 };
      draft.electrical.upsSystems[id] = utility === undefined ? ups : { ...ups, utility };
    },
  };
}

export function addPdu({ pdus, upsSystems }: Electrical, side: Side): Command {
  const id = PduId.parse(freeId(`pdu-${side.toLowerCase()}`, pdus));
  const name = freeName(`PDU ${side}`, pdus);
  const ups = Object.values(upsSystems).find((each) => each.side === side)?.id;
  return {
    name: { key: 'power:commands.add', params: { name } },
    recipe: (draft) => {
      const pdu: Pdu = { id, name, side, ...NEW_PDU };
      draft.electrical.pdus[id] = ups === undefined ? pdu : { ...pdu, ups };
    },
  };
}

type Change<Entry> = { readonly [Key in keyof Entry]?: Entry[Key] | undefined };

/** Changes an entry; what is undefined in the change is taken out. */
export const changeNode = <Kind extends NodeKind>(
  kind: Kind,
  entry: NodeEntries[Kind],
  change: Change<NodeEntries[Kind]>,
): Command => ({
  name: { key: 'power:commands.change', params: { name: entry.name } },
  merge: `${kind} ${entry.id} ${Object.keys(change).join(' ')}`,
  recipe: (draft) => {
    const entries = draft.electrical[kind] as Record<string, Record<string, unknown>>;
    const changed = entries[entry.id];
    if (changed === undefined) return;
    for (const [field, value] of Object.entries(change)) {
      if (value === undefined) Reflect.deleteProperty(changed, field);
      else changed[field] = value;
    }
  },
});

/** Takes a node out; what hung from it hangs from nothing then. */
export const removeNode = <Kind extends NodeKind>(kind: Kind, entry: NodeEntries[Kind]): Command => ({
  name: { key: 'power:commands.remove', params: { name: entry.name } },
  recipe: (draft) => {
    const { electrical, racks } = draft;
    Reflect.deleteProperty(electrical[kind], entry.id);
    const id: string = entry.id;
    if (kind === 'utilities') {
      for (const ups of Object.values(electrical.upsSystems)) if (ups.utility === id) delete ups.utility;
      for (const { feeds } of Object.values(racks))
        for (const feed of feeds) if (feed.utility === id) delete feed.utility;
    }
    if (kind === 'upsSystems')
      for (const pdu of Object.values(electrical.pdus)) if (pdu.ups === id) delete pdu.ups;
    if (kind === 'pdus')
      for (const { feeds } of Object.values(racks))
        for (const feed of feeds) if (feed.pdu === id) delete feed.pdu;
  },
});

/** Hangs the feeds of these racks on the PDU's side from it, or takes them off it. */
export const hangRacks = (pdu: Pdu, racks: readonly RackId[], hang: boolean): Command => ({
  name: {
    key: hang ? 'power:commands.hang' : 'power:commands.unhang',
    params: { name: pdu.name, count: racks.length },
  },
  recipe: (draft) => {
    for (const id of racks) {
      for (const feed of draft.racks[id]?.feeds ?? []) {
        if (hang && feed.side === pdu.side) feed.pdu = pdu.id;
        if (!hang && feed.pdu === pdu.id) delete feed.pdu;
      }
    }
  },
});

/** The supplies of a device type in the user's own words; undefined goes back to what is published or assumed. */
export const changeSupplies = (type: string, name: string, supplies: Supplies | undefined): Command => ({
  name: { key: 'power:commands.supplies', params: { name } },
  merge: `supplies ${type}`,
  recipe: (draft) => {
    if (supplies === undefined) Reflect.deleteProperty(draft.electrical.supplies, type);
    else draft.electrical.supplies[type] = supplies;
  },
});

export const changeSharing = (sharing: Electrical['sharing']): Command => ({
  name: { key: 'power:commands.sharing' },
  recipe: (draft) => {
    draft.electrical.sharing = sharing;
  },
});
