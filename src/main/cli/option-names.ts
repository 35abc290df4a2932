import { nearestId } from '#shared/nearest-id';
import { UsageError } from './host';

/** Fields of a request by their path, and the options that say them. */
export type OptionNames = Readonly<Record<string, string>>;

/** The option that says a field of a request: that of the longest beginning of its path which has one. */
export function optionFor(path: string, options: OptionNames): string | undefined {
  const [field] = Object.keys(options)
    .filter((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`))
    .sort((a, b) => b.length - a.length);
  return field === undefined ? undefined : options[field];
}

/** Ends as wrong usage where an option names what the catalogue does not have; the nearest id is suggested. */
export function checkKnown(option: string, id: string, known: readonly string[]): void {
  if (known.includes(id)) return;
  const nearest = nearestId(id, known);
  throw new UsageError(
    `${option}: there is no “${id}”${nearest === undefined ? '' : `. Did you mean ${nearest}?`}`,
  );
}
