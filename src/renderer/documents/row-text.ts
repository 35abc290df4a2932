/** What JSON has no words for stands as an object with this one key; an object that has the key itself is wrapped. */
const TAG = '$fleetwright';

type Tagged =
  | readonly ['bytes', string]
  | readonly ['date', number]
  | readonly ['number', string]
  | readonly ['own', unknown];

/**
 * A row of the database as text, whatever it holds: also what no version of the app would write, so that what cannot
 * be read today can still be kept. Throws for what nests too deeply or in a circle.
 */
export function textOfRow(row: unknown): string {
  return JSON.stringify(row, function (this: unknown, key, shown: unknown) {
    // A date has become a text by the time that a replacer sees it.
    const value = (this as Readonly<Record<string, unknown>>)[key];
    if (value instanceof Uint8Array) return tagged(['bytes', base64Of(value)]);
    if (value instanceof Date) return tagged(['date', value.getTime()]);
    if (typeof value === 'number' && !Number.isFinite(value)) return tagged(['number', String(value)]);
    if (typeof value === 'object' && value !== null && TAG in value && !isWrapping.has(this as object)) {
      const wrapped = tagged(['own', value]);
      isWrapping.add(wrapped[TAG]);
      return wrapped;
    }
    return shown;
  });
}

// What is wrapped is met once more inside its wrapping, and is not wrapped again there.
const isWrapping = new WeakSet<object>();

const tagged = (value: Tagged): { readonly [TAG]: Tagged } => ({ [TAG]: value });

/** The row that a text was made from. Throws where the text is none of those. */
export const rowOfText = (text: string): unknown => untagged(JSON.parse(text));

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(untagged);
  if (TAG in value && Object.keys(value).length === 1) return fromTag(value[TAG] as Tagged);
  return mapped(value);
}

const mapped = (value: object): unknown =>
  Object.fromEntries(Object.entries(value).map(([key, part]) => [key, untagged(part)]));

function fromTag([kind, value]: Tagged): unknown {
  switch (kind) {
    case 'bytes':
      return bytesOf(value);
    case 'date':
      return new Date(value);
    case 'number':
      return Number(value);
    case 'own':
      return mapped(value as object);
  }
}

/** Of bytes, in pieces that a call takes as arguments. */
function base64Of(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += 0x80_00) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 0x80_00));
  }
  return btoa(binary);
}

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));

/** SHA-256 of a row's text, by which backups name it. */
export async function digestOf(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
