import { rowName } from '#shared/scenario/names';
import { scenarioLimits, type Device, type Rack } from '#shared/scenario/schema';

/** What a pattern may name of one thing, by the word in braces. */
export interface NamedParts {
  readonly rack: string;
  readonly row: string;
  readonly place: string;
  readonly u: string;
  readonly type: string;
}

export const partNames = [
  'rack',
  'row',
  'place',
  'u',
  'type',
] as const satisfies readonly (keyof NamedParts)[];

const two = (number: number): string => String(number).padStart(2, '0');

export const partsOfRack = ({ name, row, place, type }: Rack): NamedParts => ({
  rack: name,
  row: rowName(row),
  place: two(place + 1),
  u: '',
  type,
});

export const partsOfDevice = ({ position, type }: Device, rack: Rack | undefined): NamedParts => ({
  rack: rack?.name ?? '',
  row: rack ? rowName(rack.row) : '',
  place: rack ? two(rack.place + 1) : '',
  u: position % 1 === 0 ? two(position) : String(position),
  type,
});

/**
 * Names by a pattern, in the order of the parts: a run of `#` is the number, counted from `first` and as wide as the run,
 * and `{rack}`, `{row}`, `{place}`, `{u}` and `{type}` are what they say. A name is cut where a scenario takes no more.
 */
export function namesByPattern(
  pattern: string,
  parts: readonly NamedParts[],
  first: number,
): readonly string[] {
  return parts.map((part, index) =>
    pattern
      .replace(/#+/g, (run) => String(first + index).padStart(run.length, '0'))
      .replace(/\{(\w+)\}/g, (whole, word: string) => {
        const name = partNames.find((known) => known === word.toLowerCase());
        return name === undefined ? whole : part[name];
      })
      .trim()
      .slice(0, scenarioLimits.nameLength),
  );
}

/** Names that would be given twice, or are taken by something else. */
export function repeatedNames(names: readonly string[], taken: ReadonlySet<string>): readonly string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const name of names) {
    if (seen.has(name) || taken.has(name)) repeated.add(name);
    seen.add(name);
  }
  return [...repeated];
}
