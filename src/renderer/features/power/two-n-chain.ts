import { ROOT_OF_THREE } from '#shared/power/supplies';
import type { Command } from '#renderer/documents/command';
import type { WirePlan } from '#shared/plan/plan';
import type { Pdu, Side, UpsSystem } from '#shared/scenario/electrical';
import { rowName } from '#shared/scenario/names';
import type { Feed, Rack, Scenario } from '#shared/scenario/schema';
import { PduId, UpsId, UtilityId } from '#shared/schema/ids';

/**
 * A chain that a planner would begin with: every PDU and every UPS of a side carries all of its racks alone at
 * nameplate power (2N) from a utility feed of its own, a pair of PDUs per row, UPS systems of equal modules with one
 * spare (N+1).
 */

const sides = ['A', 'B'] as const;

const RACKS_PER_PDU = 24;
const MODULES_PER_UPS = 8;

/** Usual ratings of main breakers and of UPS modules. */
const breakers = [
  60, 100, 150, 225, 250, 400, 630, 800, 1_000, 1_250, 1_600, 2_000, 2_500, 3_200, 4_000, 5_000, 6_300,
];
const modules = [10, 20, 25, 50, 100, 125, 250, 500].map((kilowatts) => kilowatts * 1_000);

interface Group {
  readonly name: string;
  readonly racks: readonly Rack[];
  readonly watts: number;
}

function groupsOf(scenario: Scenario, plan: WirePlan): readonly Group[] {
  const rows = new Map<number, Rack[]>();
  const fed = Object.values(scenario.racks).filter(({ feeds }) => feeds.length > 0);
  for (const rack of fed.toSorted((a, b) => a.row - b.row || a.place - b.place))
    rows.set(rack.row, [...(rows.get(rack.row) ?? []), rack]);
  return [...rows].flatMap(([row, racks]) => {
    const parts = Math.ceil(racks.length / RACKS_PER_PDU);
    return Array.from({ length: parts }, (_, part): Group => {
      const members = racks.slice(part * RACKS_PER_PDU, (part + 1) * RACKS_PER_PDU);
      const watts = members.reduce((sum, { id }) => sum + (plan.racks[id]?.power.maximum.typical ?? 0), 0);
      return { name: parts === 1 ? rowName(row) : `${rowName(row)}${part + 1}`, racks: members, watts };
    });
  });
}

/** The voltage that most feeds of the racks have; PDUs hand on what their racks take. */
function usualVolts(racks: readonly Rack[]): number {
  const counts = new Map<number, number>();
  const feeds: readonly Feed[] = racks.flatMap((rack) => rack.feeds);
  for (const { volts, phases } of feeds) if (phases === 3) counts.set(volts, (counts.get(volts) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 400;
}

function pduFor(group: Group, side: Side, { ups, continuous }: { ups: UpsId; continuous: number }): Pdu {
  const volts = usualVolts(group.racks);
  const needed = group.watts / (ROOT_OF_THREE * volts * continuous);
  const amperes = breakers.find((rating) => rating >= needed) ?? Math.ceil(needed / 100) * 100;
  const id = PduId.parse(`pdu-${side.toLowerCase()}-${group.name.toLowerCase()}`);
  return { id, name: `PDU ${side}-${group.name}`, side, ups, volts, amperes, phases: 3 };
}

function upsFor(
  number: number,
  side: Side,
  { watts, utility }: { watts: number; utility: UtilityId },
): UpsSystem {
  const moduleWatts = modules.find((size) => size * (MODULES_PER_UPS - 1) >= watts) ?? modules.at(-1) ?? 1;
  const id = UpsId.parse(`ups-${side.toLowerCase()}${number}`);
  const working = Math.max(1, Math.ceil(watts / moduleWatts));
  return {
    id,
    name: `UPS ${side}${number}`,
    side,
    utility,
    moduleWatts,
    modules: working + 1,
    spareModules: 1,
  };
}

/** Rows that one UPS of each side carries together. */
function upsGroups(groups: readonly Group[]): readonly (readonly Group[])[] {
  const most = (modules.at(-1) ?? 0) * (MODULES_PER_UPS - 1);
  const together: Group[][] = [[]];
  let watts = 0;
  for (const group of groups) {
    if (watts > 0 && watts + group.watts > most) {
      together.push([]);
      watts = 0;
    }
    together.at(-1)?.push(group);
    watts += group.watts;
  }
  return together.filter((members) => members.length > 0);
}

export const racksWithFeeds = ({ racks }: Scenario): number =>
  Object.values(racks).filter(({ feeds }) => feeds.length > 0).length;

/** Builds the chain anew for all racks that have feeds; breakers take `continuous` of their rating without end. */
export const buildChain = (
  scenario: Scenario,
  { plan, continuous }: { readonly plan: WirePlan; readonly continuous: number },
): Command => ({
  name: { key: 'power:commands.build' },
  recipe: (draft) => {
    const { electrical } = draft;
    electrical.utilities = {};
    electrical.upsSystems = {};
    electrical.pdus = {};
    upsGroups(groupsOf(scenario, plan)).forEach((groups, index) => {
      const watts = groups.reduce((sum, group) => sum + group.watts, 0);
      for (const side of sides) {
        const used = groups.filter(({ racks }) =>
          racks.some(({ feeds }) => feeds.some((feed) => feed.side === side)),
        );
        if (used.length === 0) continue;
        const utility = UtilityId.parse(`utility-${side.toLowerCase()}`);
        electrical.utilities[utility] ??= { id: utility, name: `Utility ${side}` };
        const ups = upsFor(index + 1, side, { watts, utility });
        electrical.upsSystems[ups.id] = ups;
        for (const group of used) {
          const pdu = pduFor(group, side, { ups: ups.id, continuous });
          electrical.pdus[pdu.id] = pdu;
          for (const { id } of group.racks)
            for (const feed of draft.racks[id]?.feeds ?? []) if (feed.side === side) feed.pdu = pdu.id;
        }
      }
    });
  },
});
