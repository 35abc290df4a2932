import { stringify } from 'yaml';
import { planningContext } from '#main/planning/context/planning-context';
import { inventoryOf } from '#main/planning/placement/inventory';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import { type Figure, isKnown } from '#shared/catalogue/figure';
import type { Scenario } from '#shared/scenario/schema';
import { type CsvCell, csvOf } from '#shared/exchange/csv';
import type { NetboxDeviceType } from './device-type-schema';
import type { ReadFigurePath } from '#shared/catalogue/read-figures';

const MILLIMETERS_PER_METER = 1_000;

/** The racks as a CSV file that NetBox imports under Racks; the site carries the name of the scenario. */
export function racksCsv(scenario: Scenario, catalogue: Catalogue): string {
  const context = planningContext(scenario, catalogue);
  const figure = (path: ReadFigurePath, unit: string): number | undefined =>
    context.figures.at(path, unit)?.typical;
  const millimetres = (path: ReadFigurePath): number | undefined => {
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

const DESCRIPTION_LENGTH = 200;

const typicalOf = (figure: Figure): number | undefined =>
  isKnown(figure) ? figure.readings[0]?.typical : undefined;

/** A device type as a YAML file that NetBox's library of device types would take; what is unknown is left out. */
export function exportDeviceType(type: DeviceType): string {
  const mass = typicalOf(type.mass);
  const file: NetboxDeviceType = {
    manufacturer: type.vendor,
    model: type.name,
    slug: type.id.toLowerCase().replaceAll('.', '-'),
    u_height: type.heightUnits,
    is_full_depth: type.fullDepth,
    ...(mass === undefined ? {} : { weight: mass, weight_unit: 'kg' as const }),
    ...(type.note === undefined ? {} : { description: type.note.slice(0, DESCRIPTION_LENGTH) }),
    comments: sourcesOf(type),
    ...powerPorts(type),
  };
  return `---\n${stringify(file, { lineWidth: 0 })}`;
}

/**
 * NetBox adds the draws of all ports, so each port is given its share of the device's power rather than the rating of
 * its supply.
 */
function powerPorts({ power, supplies }: DeviceType): Pick<NetboxDeviceType, 'power-ports' | 'is_powered'> {
  const maximum = typicalOf(power.maximum);
  const allocated = typicalOf(power.typical);
  if (maximum === 0 || (maximum === undefined && allocated === undefined)) {
    return maximum === 0 ? { is_powered: false } : {};
  }
  const count = supplies?.count ?? 1;
  const share = (watts: number | undefined): number | undefined =>
    watts === undefined || watts === 0 ? undefined : Math.round(watts / count);
  const [maximumDraw, allocatedDraw] = [share(maximum), share(allocated)];
  return {
    'power-ports': Array.from({ length: count }, (_, index) => ({
      name: `PS${index + 1}`,
      ...(maximumDraw === undefined ? {} : { maximum_draw: maximumDraw }),
      ...(allocatedDraw === undefined ? {} : { allocated_draw: allocatedDraw }),
    })),
  };
}

/** Where the figures come from goes along, since the format has no place for it but the comments. */
function sourcesOf({ mass, power, dimensions }: DeviceType): string {
  const figures = { weight: mass, 'typical power': power.typical, 'maximum power': power.maximum };
  const lines = Object.entries(figures).map(([what, figure]) => {
    const [first] = isKnown(figure) ? figure.readings : [];
    return first === undefined
      ? `${what}: not published`
      : `${what}: ${first.source}, ${first.date}, ${first.confidence}`;
  });
  return [`height: ${dimensions.source}, ${dimensions.confidence}`, ...lines].join('\n');
}
