import type { Catalogue } from '#shared/catalogue/catalogue';
import { csvOf, type CsvCell } from '#shared/csv';
import type { Scenario } from '#shared/scenario/schema';
import { inventoryOf } from '../../planning/placement/inventory';
import { planningContext } from '../../planning/planning-context';

const MILLIMETERS_PER_METER = 1_000;

/** The racks as a CSV file that NetBox imports under Racks; the site carries the name of the scenario. */
export function racksCsv(scenario: Scenario, catalogue: Catalogue): string {
  const context = planningContext(scenario, catalogue);
  const figure = (path: string, unit: string): number | undefined => context.figures.at(path, unit)?.typical;
  const millimetres = (path: string): number | undefined => {
    const meters = figure(path, 'm');
    return meters === undefined ? undefined : Math.round(meters * MILLIMETERS_PER_METER);
  };
  const rows = inventoryOf(context).racks.map(({ rack, type }): readonly CsvCell[] => [
    scenario.name,
    rack.name,
    'active',
    19,
    type.units,
    millimetres(`rackTypes/${type.id}/width`),
    millimetres(`rackTypes/${type.id}/depth`),
    'mm',
    rack.limits.massKilograms ?? figure(`rackTypes/${type.id}/massLimit`, 'kg'),
    'kg',
    rack.note,
  ]);
  return csvOf([
    [
      'site',
      'name',
      'status',
      'width',
      'u_height',
      'outer_width',
      'outer_depth',
      'outer_unit',
      'max_weight',
      'weight_unit',
      'comments',
    ],
    ...rows,
  ]);
}

/** NetBox asks for a role of each device; the kinds of the catalogue serve, as they are. */
export function devicesCsv(scenario: Scenario, catalogue: Catalogue): string {
  const { racks } = inventoryOf(planningContext(scenario, catalogue));
  const rows = racks.flatMap(({ rack, devices }) =>
    devices.map(({ device, type }): readonly CsvCell[] => [
      device.name,
      type.kind,
      type.vendor,
      type.name,
      scenario.name,
      rack.name,
      type.heightUnits === 0 ? undefined : device.position,
      type.heightUnits === 0 ? undefined : device.face,
      'active',
      device.note,
    ]),
  );
  return csvOf([
    ['name', 'role', 'manufacturer', 'device_type', 'site', 'rack', 'position', 'face', 'status', 'comments'],
    ...rows,
  ]);
}
