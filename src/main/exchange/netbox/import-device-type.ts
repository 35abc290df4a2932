import type { DeviceKind, DeviceType } from '#shared/catalogue/entries';
import { AirDirection, DeviceType as DeviceTypeEntry } from '#shared/catalogue/entries';
import type { Figure, Reading } from '#shared/catalogue/figure';
import type { Refusal } from '#shared/refusal/refusal';
import { counted } from '#shared/text/plural';
import type { NetboxDeviceType, PowerPort } from './device-type-schema';

/** A device type from a file of NetBox's or Nautobot's library. */

/** A power in words, such as `6.5 kW`, `10,200W` or `3300 watts`; what is counted as supplies is not the device's. */
const POWER = /(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(kW|kilowatts?|W|watts?)\b/gi;

const wordsOf = ({ model, comments = '', description = '' }: NetboxDeviceType): string =>
  `${model}\n${description}\n${comments}`;

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

const SOURCE = 'netbox-device-type';

/** More supplies than this are those of the parts of a chassis, each counted by itself. */
const MOST_SUPPLIES = 16;

/** The supplies of a device: how many there are, how many carry it, and whether the file says so. */
interface Supplied {
  readonly count: number;
  readonly needed: number;
  readonly isSaid: boolean;
}

/** The bays of a device that take a power supply: `PSU1`, `PS-A`, `Power Supply 0`, `PEM 1`. */
const SUPPLY_BAY = /\b(psu|ps|pem|power[\s-]*(supply|module|entry)?)[\s-]*(slot|bay)?[\s-]*[a-d]?\d{0,2}\b/i;

function supplyBays(file: NetboxDeviceType): number {
  return (file['module-bays'] ?? []).filter(({ name }) => SUPPLY_BAY.test(name)).length;
}

/** How many of `count` supplies carry the device by the words of its file; nothing where they do not say. */
function neededInWords(count: number, words: string): number | undefined {
  for (const [, one, other] of words.matchAll(/\b(\d{1,2})\s*\+\s*(\d{1,2})\b/g))
    if (Number(one) + Number(other) === count && Number(one) > 0) return Number(one);
  if (/\bN\s*\+\s*N\b|\b2N\b/.test(words) && count % 2 === 0) return count / 2;
  if (/\bN\s*\+\s*1\b/.test(words) && count > 1) return count - 1;
  if (/\bN\s*\+\s*2\b/.test(words) && count > 2) return count - 2;
  return /\bnon-?redundant\b/i.test(words) ? count : undefined;
}

/** Without a word on it: one of two, half of an even number so that either side carries the device, else all but one. */
const usuallyNeeded = (count: number): number =>
  count <= 1 ? count : count % 2 === 0 ? count / 2 : count - 1;

function suppliedBy(file: NetboxDeviceType): Supplied | undefined {
  const count = (file['power-ports'] ?? []).length || supplyBays(file);
  if (count === 0 || count > MOST_SUPPLIES || passesPowerOn(file)) return undefined;
  const said = count === 1 ? 1 : neededInWords(count, wordsOf(file));
  return { count, needed: said ?? usuallyNeeded(count), isSaid: said !== undefined };
}

const portsOf = (file: NetboxDeviceType): readonly PowerPort[] => file['power-ports'] ?? [];

const sumOf = (draws: readonly (number | undefined)[]): number | undefined => {
  const known = draws.filter((each) => each !== undefined);
  return known.length === 0 ? undefined : known.reduce((total, each) => total + each, 0);
};

/** The largest draws of the supplies that carry the device, together: what its supplies are rated for, in watts. */
function ratingOf(file: NetboxDeviceType, needed: number): number | undefined {
  const rated = portsOf(file).map(({ maximum_draw: most }) => most ?? 0);
  const carrying = rated
    .sort((a, b) => b - a)
    .slice(0, needed)
    .filter((most) => most > 0);
  return carrying.length === 0 ? undefined : sumOf(carrying);
}

const allocatedTo = (file: NetboxDeviceType): number | undefined =>
  sumOf(portsOf(file).map(({ allocated_draw: allocated }) => allocated));

/**
 * What stands behind an entry that was exported from a catalogue, where the file still says what it said then: figures that the
 * library has no property for are in its comments.
 */
export const EMBEDDED = 'Fleetwright entry: ';

export function embeddedIn({ comments = '' }: NetboxDeviceType): DeviceType | undefined {
  const line = comments.split('\n').find((each) => each.startsWith(EMBEDDED));
  if (line === undefined) return undefined;
  try {
    const parsed = DeviceTypeEntry.safeParse(JSON.parse(line.slice(EMBEDDED.length)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** The type of a file under an id of the caller's, since slugs may collide. Its figures name the file as their source. */
export function deviceTypeOf(file: NetboxDeviceType, id: string): DeviceType {
  const kind = kindOf(file);
  const air = AirDirection.safeParse(file.airflow);
  return {
    id,
    name: file.model,
    vendor: file.manufacturer,
    kind,
    heightUnits: file.u_height,
    depth: unknown('m', 'The file states no depth, only whether it fills the rack.'),
    fullDepth: file.is_full_depth,
    ...(air.success ? { airDirection: air.data } : {}),
    dimensions: { source: SOURCE, confidence: 'vendor' },
    front: frontOf[kind],
    mass: massOf(file),
    power: powerOf(file),
    ...suppliesOf(file),
    ...capacityOf(file),
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

const PASSES_ON =
  /\bUPS\b|uninterruptible|transfer switch|\bATS\b|\bSTS\b|\bPDU\b|power (distribution|strip)|battery (pack|module|cabinet)/i;

/** Strips, UPS and transfer switches: what goes in goes out again, so that their inlets are a capacity and no load. */
const passesPowerOn = (file: NetboxDeviceType): boolean =>
  (file['power-outlets'] ?? []).length > 0 ||
  ((file.interfaces ?? []).length < PORTS_OF_A_SWITCH &&
    PASSES_ON.test(`${file.model} ${file.description ?? ''}`));

function kindOf(file: NetboxDeviceType): DeviceKind {
  const words = `${file.model} ${file.description ?? ''}`;
  if (passesPowerOn(file)) return 'pdu';
  if (/blank(ing)?\b|filler panel/i.test(words)) return 'blank';
  if (/\bshelf\b|\btray\b/i.test(words) && portsOf(file).length === 0) return 'shelf';
  if ((file.interfaces ?? []).length >= PORTS_OF_A_SWITCH) return 'switch';
  return /\bstorage\b|\bJBOD\b|disk array/i.test(words) ? 'storage' : 'server';
}

export const unknown = (unit: string, because: string): Figure => ({ unit, unknown: because });

/** A figure that a file of NetBox states. */
export const known = (unit: string, value: number, note: string): Figure => ({
  unit,
  readings: [reading({ low: value, typical: value, high: value }, note)],
});

const reading = (
  range: Pick<Reading, 'low' | 'typical' | 'high'>,
  note: string,
  confidence: Reading['confidence'] = 'vendor',
): Reading => ({ id: 'netbox', ...range, source: SOURCE, date: 'undated', confidence, note });

/** Kilograms to the unit (international avoirdupois pound of 0.45359237 kg). */
export const kilogramsPer = { kg: 1, g: 0.001, lb: 0.45359237, oz: 0.45359237 / 16 } as const;

export function massIn(weight: number | undefined, unit: keyof typeof kilogramsPer | undefined): Figure {
  if (weight === undefined || unit === undefined || weight === 0)
    return unknown('kg', 'The file states no weight.');
  const kilograms = Number((weight * kilogramsPer[unit]).toPrecision(12));
  return known('kg', kilograms, `${weight} ${unit}`);
}

const massOf = ({ weight, weight_unit: unit }: NetboxDeviceType): Figure => massIn(weight, unit);

/**
 * What a device draws of the rating of the supplies that carry it, where nobody says: nameplates lie a third above what runs
 * (APC White Paper 3, "Calculating Total Power Requirements for Data Centers", 2004: nameplate × 0.67).
 */
const USUAL_SHARE = 0.67;

function powerOf(file: NetboxDeviceType): DeviceType['power'] {
  const kind = kindOf(file);
  const ports = portsOf(file).length;
  if (kind === 'pdu') {
    const passedOn = known('W', 0, 'It passes on what it takes; its losses are not stated.');
    return { idle: passedOn, typical: passedOn, maximum: passedOn };
  }
  const isPassive =
    file.is_powered === false || (ports === 0 && supplyBays(file) === 0 && ['blank', 'shelf'].includes(kind));
  if (isPassive) {
    const none = known('W', 0, 'The file states no power port.');
    return { idle: none, typical: none, maximum: none };
  }
  const needed = suppliedBy(file)?.needed ?? ports;
  const allocated = allocatedTo(file);
  const rated = ratingOf(file, needed);
  const most = rated === undefined ? undefined : Math.max(rated, allocated ?? 0);
  return {
    idle: unknown('W', 'The file states no idle power.'),
    typical: typicalOf({ allocated, rated, ports }),
    maximum:
      most === undefined
        ? unknown('W', 'The file states no maximum draw.')
        : known('W', most, `Rating of ${counted(needed, 'power supply', 'power supplies')} of ${ports}.`),
  };
}

function typicalOf({
  allocated,
  rated,
  ports,
}: Readonly<Record<'allocated' | 'rated', number | undefined>> & { readonly ports: number }): Figure {
  if (allocated !== undefined)
    return known('W', allocated, `Allocated draw of ${counted(ports, 'power port')} in total.`);
  if (rated === undefined) return unknown('W', 'The file states neither an allocated nor a maximum draw.');
  const range = { low: 0, typical: Number((rated * USUAL_SHARE).toPrecision(12)), high: rated };
  const note = `${USUAL_SHARE * 100} % of the rating of the supplies (APC White Paper 3); the file states no allocated draw.`;
  return { unit: 'W', readings: [reading(range, note, 'derived')] };
}

function suppliesOf(file: NetboxDeviceType): Pick<DeviceType, 'supplies'> | Record<string, never> {
  const supplied = suppliedBy(file);
  if (supplied === undefined) return {};
  const { count, needed } = supplied;
  const rated = Math.max(0, ...portsOf(file).map((port) => port.maximum_draw ?? 0));
  return {
    supplies: {
      count,
      needed,
      ...(supplied.isSaid ? {} : { assumed: true as const }),
      ...(rated > 0 ? { rated: known('W', rated, 'Largest maximum draw of one power port.') } : {}),
    },
  };
}

/** What a strip, a UPS or a transfer switch hands on: what its inlets take, of a transfer switch one of them. */
function capacityOf(file: NetboxDeviceType): Pick<DeviceType, 'capacity'> | Record<string, never> {
  if (kindOf(file) !== 'pdu') return {};
  const inlets = portsOf(file).map(({ maximum_draw: most }) => most);
  const transfers = /transfer switch|\bATS\b|\bSTS\b/i.test(`${file.model} ${file.description ?? ''}`);
  const total = transfers ? Math.max(0, ...inlets.map((most) => most ?? 0)) : sumOf(inlets);
  return total === undefined || total === 0
    ? {}
    : {
        capacity: known('W', total, transfers ? 'Maximum draw of one inlet.' : 'Maximum draw of its inlets.'),
      };
}

/** What a reader of the file should doubt or know; each names what the file says. */
export function warningsOf(file: NetboxDeviceType): readonly Refusal[] {
  if (kindOf(file) === 'pdu') return [];
  const warnings: Refusal[] = [];
  const supplied = suppliedBy(file);
  const ports = portsOf(file).length;
  const allocated = allocatedTo(file);
  const rated = ratingOf(file, supplied?.needed ?? ports);
  const [stated] = powersInWords(file);
  const drawn = rated ?? allocated;
  if (stated !== undefined && drawn !== undefined && contradict(stated, drawn)) {
    warnings.push({
      code: 'netbox-power-contradicts',
      message: `The text of the file states ${stated} W, but its power ports (${ports}) draw ${drawn} W.`,
      params: { stated, drawn, ports },
    });
  }
  const most = sumOf(portsOf(file).map((port) => port.maximum_draw));
  if (most !== undefined && allocated !== undefined && allocated > most) {
    warnings.push({
      code: 'netbox-allocated-above-maximum',
      message: `The allocated draw of ${allocated} W is above the maximum draw of ${most} W.`,
      params: { allocated, maximum: most },
    });
  }
  if (supplied !== undefined && !supplied.isSaid) {
    const { count, needed } = supplied;
    warnings.push({
      code: 'netbox-supplies-assumed',
      message: `Power supplies: ${count}. The file does not specify how many carry the device; assumed: ${needed}.`,
      params: { count, needed },
    });
  }
  if (drawn === undefined && file.is_powered !== false && !['blank', 'shelf'].includes(kindOf(file))) {
    warnings.push({
      code: 'netbox-power-missing',
      message: 'The file states no power draw; the plan lists this device as unknown.',
    });
  }
  return warnings;
}
