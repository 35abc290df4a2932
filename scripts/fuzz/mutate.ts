/** Inputs that went wrong on the way: the same seed spoils the same input in the same way. */

/** Draws numbers from 0 up to, but without, 1. */
export type Draw = () => number;

/** Mulberry32 (Tommy Ettinger, public domain): enough to spoil inputs by, and alike on every machine. */
export function drawing(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const below = (draw: Draw, limit: number): number => Math.floor(draw() * limit);

export function oneOf<Value>(draw: Draw, values: readonly Value[]): Value {
  const value = values[below(draw, values.length)];
  if (value === undefined) throw new Error('There is nothing to draw from.');
  return value;
}

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

/** What nobody means to write. */
const odd: readonly unknown[] = [
  null,
  '',
  [],
  {},
  true,
  0,
  -1,
  0.5,
  1e308,
  -1e308,
  1e-308,
  Number.MAX_SAFE_INTEGER,
  1e9,
  '1',
  'NaN',
  '__proto__',
  'constructor',
  'x'.repeat(81),
  'y'.repeat(100_000),
  'A\u001b[2J\u0000\u202eB\ud800',
  '=HYPERLINK("x")',
  '../../etc/passwd',
  nested(40),
  Array.from({ length: 2_000 }, (_, index) => index),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`k${index}`, index])),
];

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every place of a value, as what holds it and under which key. */
function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

/** The places that hold neither list nor object; all where there are none. */
function leavesIn(value: unknown): readonly Place[] {
  const places = placesIn(value);
  const leaves = places.filter(({ holder, key }) => typeof holder[key] !== 'object' || holder[key] === null);
  return leaves.length > 0 ? leaves : places;
}

const factors = [-1, 0, 0.5, 2, 10, 1_000, 1e6, 1e-6, 1e300] as const;
const texts = [
  '',
  ' ',
  'x',
  'y'.repeat(120),
  'A\u001b[2J\u0000\u202eB',
  '机柜',
  '=1+1',
  '<b>&amp;</b>',
  '"\n,',
  '__proto__',
  '\ud800',
] as const;

/** A value of the same kind, so that it often passes the first check and meets what lies behind it. */
function alike(value: unknown, draw: Draw): unknown {
  if (typeof value === 'number') {
    const scaled = value * oneOf(draw, factors);
    return Number.isInteger(value) ? Math.round(scaled) : scaled;
  }
  if (typeof value === 'string') return draw() < 0.5 ? value + oneOf(draw, texts) : oneOf(draw, texts);
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value) && value.length > 0) {
    const times = oneOf(draw, [0, 2, 50]);
    return Array.from({ length: value.length * times }, (_, index) => value[index % value.length] as unknown);
  }
  return value;
}

function spoilPlace({ holder, key }: Place, draw: Draw): void {
  const before = holder[key];
  switch (below(draw, 10)) {
    case 0:
      Reflect.deleteProperty(holder, key);
      break;
    case 1:
      holder[oneOf(draw, [`${key}x`, 'constructor', key.toUpperCase(), ''])] = before;
      break;
    case 2:
      holder[key] = structuredClone(oneOf(draw, odd));
      break;
    default:
      holder[key] = alike(before, draw);
  }
}

/** The same for everybody: most spoilt inputs are nearly right. */
const times = (draw: Draw): number => oneOf(draw, [1, 1, 1, 2, 4]);

/** A JSON text with a few of its values spoilt. */
export function spoiltJson(text: string, draw: Draw): string {
  const root = { root: JSON.parse(text) as unknown };
  for (let left = times(draw); left > 0 && 'root' in root; left -= 1) {
    spoilPlace(oneOf(draw, draw() < 0.9 ? leavesIn(root) : placesIn(root)), draw);
  }
  return 'root' in root ? JSON.stringify(root.root) : '';
}

const inserted = [
  '"',
  '\\',
  '\u0000',
  '\uffff',
  '\n',
  '{',
  '[',
  ',',
  ';',
  '-',
  '9'.repeat(40),
  '&a *a',
  "'",
  '<',
  ': ',
];

/** A text with a few of its characters spoilt, left out or repeated. */
export function spoiltText(text: string, draw: Draw): string {
  let spoilt = text;
  for (let left = times(draw); left > 0; left -= 1) {
    const at = below(draw, spoilt.length + 1);
    const to = at + below(draw, Math.min(200, spoilt.length - at) + 1);
    const [before, part, after] = [spoilt.slice(0, at), spoilt.slice(at, to), spoilt.slice(to)];
    switch (below(draw, 5)) {
      case 0:
        spoilt = before + after;
        break;
      case 1:
        spoilt =
          before + oneOf(draw, inserted).repeat(1 + below(draw, 3) * below(draw, 3_000)) + part + after;
        break;
      case 2:
        spoilt = before;
        break;
      case 3:
        spoilt = before + part.repeat(1 + below(draw, 300)) + after;
        break;
      default:
        spoilt = before + part.replaceAll(/\d/g, () => String(below(draw, 10))) + after;
    }
  }
  return spoilt.slice(0, 4_000_000);
}

/** Bytes with a few of them changed, or cut. */
export function spoiltBytes(bytes: Uint8Array, draw: Draw): Uint8Array {
  const spoilt = bytes.slice(0, draw() < 0.2 ? below(draw, bytes.length) : bytes.length);
  for (let left = 1 + below(draw, 8); left > 0 && spoilt.length > 0; left -= 1) {
    spoilt[below(draw, spoilt.length)] = below(draw, 256);
  }
  return spoilt;
}
