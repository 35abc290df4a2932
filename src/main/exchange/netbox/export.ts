import { stringify } from 'yaml';
import { planningContext } from '#main/planning/context/planning-context';
import { inventoryOf } from '#main/planning/placement/inventory';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import { type Figure, isKnown } from '#shared/catalogue/figure';
import type { Scenario } from '#shared/scenario/schema';
import { type CsvCell, csvOf } from '#shared/exchange/csv';
import type { LibraryDeviceType } from './device-type-schema';
import { EMBEDDED } from './import-device-type';
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

/** The longest texts that the library's schema takes. */
const longest = { name: 100, description: 200, slug: 100 } as const;

const typicalOf = (figure: Figure): number | undefined =>
  isKnown(figure) ? figure.readings[0]?.typical : undefined;

/** What the library has a property for, of a device type. */
export function libraryEntryOf(type: DeviceType): LibraryDeviceType {
  const mass = typicalOf(type.mass);
  return {
    manufacturer: type.vendor.slice(0, longest.name),
    model: type.name.slice(0, longest.name),
    slug: type.id.toLowerCase().replaceAll('.', '-').slice(0, longest.slug),
    u_height: type.heightUnits,
    is_full_depth: type.fullDepth,
    ...(type.airDirection === undefined ? {} : { airflow: type.airDirection }),
    ...(mass === undefined ? {} : { weight: Number(mass.toFixed(2)), weight_unit: 'kg' as const }),
    ...(type.note === undefined ? {} : { description: type.note.slice(0, longest.description) }),
    ...powerPorts(type),
    comments: `${sourcesOf(type)}\n${EMBEDDED}${JSON.stringify(type)}`,
  };
}

/**
 * A device type as a YAML file that NetBox's library of device types would take. What is unknown is left out; what the library
 * has no property for, such as idle power and ranges, goes along in the comments, so that the file reads back whole.
 */
export const exportDeviceType = (type: DeviceType): string =>
  `---\n${stringify(libraryEntryOf(type), { lineWidth: 0, version: '1.1' })}`;

/** What nobody publishes of an inlet: its connector. */
const CONNECTOR = 'other';

/**
 * The supplies as power ports. NetBox adds what is allocated to all of them, so each is given its share of the typical power; the
 * maximum draw of a port is the rating of its supply, else what the supplies that carry the device draw at most.
 */
function powerPorts({
  kind,
  power,
  supplies,
  capacity,
}: DeviceType): Pick<LibraryDeviceType, 'power-ports' | 'is_powered'> {
  const passedOn = kind === 'pdu' && capacity !== undefined ? typicalOf(capacity) : undefined;
  if (passedOn !== undefined)
    return {
      'power-ports': [{ name: 'Inlet', type: CONNECTOR, maximum_draw: Math.max(1, Math.round(passedOn)) }],
    };
  const maximum = typicalOf(power.maximum);
  const allocated = typicalOf(power.typical);
  if (maximum === 0) return { is_powered: false };
  if (maximum === undefined && allocated === undefined) return {};
  const count = Math.max(1, supplies?.count ?? 1);
  const needed = Math.max(1, supplies?.needed ?? 1);
  const rated = supplies?.rated === undefined ? undefined : typicalOf(supplies.rated);
  const most = rated ?? (maximum === undefined ? undefined : maximum / needed);
  // The library counts whole watts, of which one is the least.
  const whole = (watts: number | undefined): number | undefined =>
    watts === undefined || watts === 0 ? undefined : Math.max(1, Math.round(watts));
  const [maximumDraw, allocatedDraw] = [
    whole(most),
    whole(allocated === undefined ? undefined : allocated / count),
  ];
  return {
    'power-ports': Array.from({ length: count }, (_, index) => ({
      name: `PS${index + 1}`,
      type: CONNECTOR,
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
