import { useEffect, useMemo, useState } from 'react';
import { useApi, useCatalogue, useScenario } from '#renderer/documents/hooks';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { RackPlan, WithoutTraces } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { DeviceId, RackId } from '#shared/schema/ids';

export type WireRackPlan = WithoutTraces<RackPlan>;

/** What one device of each type draws and costs in this scenario, by type. */
export type TypeSheet = ReadonlyMap<string, WireRackPlan>;

/** The name under which the sheet has the rack without any device; no type can be called so. */
export const rackAlone = 'rack alone';

const empty: TypeSheet = new Map();
const rackFor = (type: string): RackId => RackId.parse(`type-${type}`.slice(0, 80));

/**
 * A scenario with one device of every type, each in a rack of its own, under the same site, choices and overrides. Its
 * plan is the one lookup that everything else uses too, so that a face in a rack cannot disagree with the totals.
 */
export function typeSheetScenario(scenario: Scenario, catalogue: Catalogue): Scenario | undefined {
  const types = Object.values(catalogue.deviceTypes);
  const tallest = Object.values(catalogue.rackTypes).toSorted((a, b) => b.units - a.units)[0];
  if (!tallest) return undefined;
  const alone = { id: RackId.parse('alone'), name: rackAlone };
  const racks = [...types.map(({ id }) => ({ id: rackFor(id), name: id })), alone].map((rack, place) => {
    return { ...rack, type: tallest.id, row: 0, place, feeds: [], limits: {} };
  });
  const devices = types.map(({ id }) => {
    const device = DeviceId.parse(id);
    return { id: device, name: id, type: id, rack: rackFor(id), position: 1, face: 'front' as const };
  });
  return {
    ...scenario,
    racks: Object.fromEntries(racks.map((rack) => [rack.id, rack])),
    devices: Object.fromEntries(devices.map((device) => [device.id, device])),
    workloads: {},
    deployments: {},
  };
}

/** The type sheet of the open scenario; empty until it is there. */
export function useTypeSheet(): TypeSheet {
  const api = useApi();
  const catalogue = useCatalogue();
  const scenario = useScenario((current) => current);
  const { id, site, choices, overrides, currency } = scenario;
  const wanted = useMemo(
    () => typeSheetScenario(scenario, catalogue),
    // Racks and devices of the scenario do not enter the sheet.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [id, site, choices, overrides, currency, catalogue],
  );
  const [sheet, setSheet] = useState(empty);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    void api.plan(wanted).then((answer) => {
      if (!current || !answer.ok) return;
      const { racks } = answer.value;
      setSheet(new Map(Object.values(racks).map((rack) => [rack.name, rack])));
    });
    return () => {
      current = false;
    };
  }, [api, wanted]);
  return sheet;
}
