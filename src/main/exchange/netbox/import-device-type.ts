import { readYaml } from '#main/exchange/read-yaml';
import type { DeviceKind, DeviceType } from '#shared/catalogue/entries';
import type { Figure, Reading } from '#shared/catalogue/figure';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { schemaIssues } from '#shared/schema/zod';
import { NetboxDeviceType } from './device-type-schema';
import { counted } from '#shared/text/plural';

/** What the power ports of a file come to, in watts; undefined where the file says nothing of draw. */
interface PortDraw {
  readonly maximum: number | undefined;
  readonly allocated: number | undefined;
  readonly ports: number;
}

function portDraw(type: NetboxDeviceType): PortDraw {
  const ports = type['power-ports'] ?? [];
  const sum = (read: (port: (typeof ports)[number]) => number | undefined): number | undefined => {
    const draws = ports.map(read).filter((draw) => draw !== undefined);
    return draws.length === 0 ? undefined : draws.reduce((total, draw) => total + draw, 0);
  };
  return {
    maximum: sum(({ maximum_draw: draw }) => draw),
    allocated: sum(({ allocated_draw: draw }) => draw),
    ports: ports.length,
  };
}

/** A power in words, such as `6.5 kW`, `10,200W` or `3300 watts`; what is counted as supplies is not the device's. */
const POWER = /(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(kW|kilowatts?|W|watts?)\b/gi;

/** Powers that the comments and the description of a file name, in watts, largest first. */
function powersInWords({ comments = '', description = '' }: NetboxDeviceType): readonly number[] {
  const found = [...`${description}\n${comments}`.matchAll(POWER)].map(([, amount = '', unit = '']) => {
    const value = Number(amount.replaceAll(',', ''));
    return /^k/i.test(unit) ? value * 1_000 : value;
  });
  return [...new Set(found)].sort((a, b) => b - a);
}

/** Two figures for one thing that differ by more than a quarter contradict each other rather than round differently. */
const TOLERANCE = 0.25;

const contradict = (a: number, b: number): boolean => Math.abs(a - b) > TOLERANCE * Math.max(a, b);

interface ImportedDeviceType {
  readonly type: DeviceType;
  /** What a reader of the file should doubt or know; each names what the file says. */
  readonly warnings: readonly Refusal[];
}

const SOURCE = 'netbox-device-type';

/**
 * A device type from a YAML file of NetBox's library, with what is doubtful in it. Its figures say that the file is
 * their source; what the file does not say stays unknown.
 */
export function importDeviceType(text: string): Result<ImportedDeviceType, Refusal> {
  const yaml = readYaml(text);
  if (!yaml.ok) return yaml;
  const parsed = NetboxDeviceType.safeParse(yaml.value);
  if (!parsed.success) {
    const [issue] = schemaIssues(parsed.error);
    const params = { path: issue?.path || 'document', reason: issue?.reason ?? '' };
    return failure({
      code: 'device-type-file-invalid',
      message: `This is not a NetBox device type: ${params.path}: ${params.reason}`,
      path: params.path,
      params,
    });
  }
  return success({ type: deviceTypeOf(parsed.data), warnings: warningsOf(parsed.data) });
}

function deviceTypeOf(file: NetboxDeviceType): DeviceType {
  const kind = kindOf(file);
  return {
    id: file.slug.replaceAll('_', '-').slice(0, 80),
    name: file.model,
    vendor: file.manufacturer,
    kind,
    heightUnits: file.u_height,
    depth: unknown('m', 'The file states no depth, only whether it fills the rack.'),
    fullDepth: file.is_full_depth,
    dimensions: { source: SOURCE, confidence: 'vendor' },
    front: frontOf[kind],
    mass: massOf(file),
    power: powerOf(file),
    ...suppliesOf(file),
    acceleratorsPricedApart: false,
    ...(file.part_number === undefined ? {} : { note: `Part number ${file.part_number}` }),
  };
}

const frontOf: Readonly<Record<DeviceKind, DeviceType['front']>> = {
  server: 'server',
  switch: 'switch',
  storage: 'storage',
  pdu: 'pdu',
  shelf: 'shelf',
  blank: 'blank',
};

/** Many more ports than a server has are those of a switch. */
const PORTS_OF_A_SWITCH = 12;

function kindOf(file: NetboxDeviceType): DeviceKind {
  const words = `${file.model} ${file.description ?? ''}`;
  if ((file['power-outlets'] ?? []).length > 0) return 'pdu';
  if (/blank(ing)?\b|filler panel/i.test(words)) return 'blank';
  if (/\bshelf\b|\btray\b/i.test(words) && file['power-ports'] === undefined) return 'shelf';
  if ((file.interfaces ?? []).length >= PORTS_OF_A_SWITCH) return 'switch';
  return /\bstorage\b|\bJBOD\b|disk array/i.test(words) ? 'storage' : 'server';
}

const unknown = (unit: string, because: string): Figure => ({ unit, unknown: because });

const known = (unit: string, value: number, note: string): Figure => ({
  unit,
  readings: [reading(value, note)],
});

const reading = (value: number, note: string): Reading => ({
  id: 'netbox',
  low: value,
  typical: value,
  high: value,
  source: SOURCE,
  date: 'undated',
  confidence: 'vendor',
  note,
});

/** Kilograms to the unit (international avoirdupois pound of 0.45359237 kg). */
const kilogramsPer = { kg: 1, g: 0.001, lb: 0.45359237, oz: 0.45359237 / 16 } as const;

function massOf({ weight, weight_unit: unit }: NetboxDeviceType): Figure {
  if (weight === undefined || unit === undefined) return unknown('kg', 'The file states no weight.');
  const kilograms = Number((weight * kilogramsPer[unit]).toPrecision(12));
  return known('kg', kilograms, `${weight} ${unit}`);
}

function powerOf(file: NetboxDeviceType): DeviceType['power'] {
  const { maximum, allocated, ports } = portDraw(file);
  const isPassive =
    file.is_powered === false || (ports === 0 && ['blank', 'shelf', 'pdu'].includes(kindOf(file)));
  if (isPassive) {
    const none = known('W', 0, 'The file states no power port.');
    return { idle: none, typical: none, maximum: none };
  }
  return {
    idle: unknown('W', 'The file states no idle power.'),
    typical:
      allocated === undefined
        ? unknown('W', 'The file states no allocated draw.')
        : known('W', allocated, `Allocated draw of ${counted(ports, 'power port')} in total.`),
    maximum:
      maximum === undefined
        ? unknown('W', 'The file states no maximum draw.')
        : known('W', maximum, `Maximum draw of ${counted(ports, 'power port')} in total.`),
  };
}

function suppliesOf(file: NetboxDeviceType): Pick<DeviceType, 'supplies'> | Record<string, never> {
  const ports = file['power-ports'] ?? [];
  if (ports.length === 0 || ports.length > 16 || kindOf(file) === 'pdu') return {};
  const rated = Math.max(0, ...ports.map((port) => port.maximum_draw ?? 0));
  return {
    supplies: {
      count: ports.length,
      // The library does not say how many of the supplies carry the load; that all do is the safe reading.
      needed: ports.length,
      ...(rated > 0 ? { rated: known('W', rated, 'Largest maximum draw of one power port.') } : {}),
    },
  };
}

function warningsOf(file: NetboxDeviceType): readonly Refusal[] {
  const { maximum, allocated, ports } = portDraw(file);
  const warnings: Refusal[] = [];
  const [stated] = powersInWords(file);
  const drawn = maximum ?? allocated;
  if (stated !== undefined && drawn !== undefined && contradict(stated, drawn)) {
    warnings.push({
      code: 'netbox-power-contradicts',
      message: `The text of the file states ${stated} W, but its power ports (${ports}) draw ${drawn} W.`,
      params: { stated, drawn, ports },
    });
  }
  if (maximum !== undefined && allocated !== undefined && allocated > maximum) {
    warnings.push({
      code: 'netbox-allocated-above-maximum',
      message: `The allocated draw of ${allocated} W is above the maximum draw of ${maximum} W.`,
      params: { allocated, maximum },
    });
  }
  if (drawn !== undefined && ports > 1) {
    warnings.push({
      code: 'netbox-supplies-may-share',
      message: `The draw of all power ports (${ports}) is added up; if some are redundant, the device draws less.`,
      params: { ports },
    });
  }
  if (
    drawn === undefined &&
    file.is_powered !== false &&
    kindOf(file) !== 'blank' &&
    kindOf(file) !== 'shelf'
  ) {
    warnings.push({
      code: 'netbox-power-missing',
      message: 'The file states no power draw; the plan lists this device as unknown.',
    });
  }
  return warnings;
}
