import { PduId, type RackId, UpsId, UtilityId } from '#shared/schema/ids';
import type { Pdu, UpsSystem } from '#shared/scenario/electrical';
import type { Rack, Scenario } from '#shared/scenario/schema';

const RACKS_PER_PDU = 20;
const PDUS_PER_UPS = 5;
const sides = ['A', 'B'] as const;

/** The hall with a 2N chain: a PDU per 20 racks and side, a UPS per five PDUs, one utility. */
export function withChain(scenario: Scenario): Scenario {
  const utility = UtilityId.parse('grid');
  const upsSystems: Record<UpsId, UpsSystem> = {};
  const pdus: Record<PduId, Pdu> = {};
  const racks: Record<RackId, Rack> = {};
  Object.values(scenario.racks).forEach((rack, index) => {
    const group = Math.floor(index / RACKS_PER_PDU);
    for (const side of sides) {
      const ups = UpsId.parse(`ups-${side}-${Math.floor(group / PDUS_PER_UPS)}`);
      const pdu = PduId.parse(`pdu-${side}-${group}`);
      upsSystems[ups] ??= {
        id: ups,
        name: ups,
        side,
        utility,
        moduleWatts: 500_000,
        modules: 9,
        spareModules: 1,
      };
      pdus[pdu] ??= { id: pdu, name: pdu, side, ups, volts: 415, amperes: 1_600, phases: 3 };
    }
    racks[rack.id] = {
      ...rack,
      feeds: rack.feeds.map((feed) => ({ ...feed, pdu: PduId.parse(`pdu-${feed.side}-${group}`) })),
    };
  });
  const utilities = { [utility]: { id: utility, name: 'Grid' } };
  return { ...scenario, racks, electrical: { ...scenario.electrical, utilities, upsSystems, pdus } };
}
