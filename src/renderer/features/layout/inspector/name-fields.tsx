import { useId, useState } from 'react';
import { Button } from '#renderer/components/button';
import { QuantityField } from '#renderer/components/quantity-field';
import { TextField } from '#renderer/components/text-field';
import { useMessage } from '#renderer/i18n/use-language';
import { rowName } from '#shared/scenario/names';
import { type Device, type Rack, scenarioLimits } from '#shared/scenario/schema';
import styles from './inspector.module.css';

/** What a pattern may name of one thing, by the word in braces. */
interface NamedParts {
  readonly rack: string;
  readonly row: string;
  readonly place: string;
  readonly u: string;
  readonly type: string;
}

const partNames = ['rack', 'row', 'place', 'u', 'type'] as const satisfies readonly (keyof NamedParts)[];

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

interface NameFieldsProps {
  /** What is named, in the order in which it is numbered. */
  readonly parts: readonly NamedParts[];
  readonly usual: string;
  /** The names of everything else. */
  readonly taken: ReadonlySet<string>;
  readonly onRename: (names: readonly string[], pattern: string) => void;
}

/** Names for everything selected by one pattern, with the first and the last of them shown beforehand. */
export function NameFields({ parts, usual, taken, onRename }: NameFieldsProps) {
  const message = useMessage();
  const hint = useId();
  const [pattern, setPattern] = useState(usual);
  const [first, setFirst] = useState(1);
  const names = namesByPattern(pattern, parts, first);
  const repeated = repeatedNames(names, taken);
  const [name = ''] = names;
  return (
    <section className={styles.section} aria-label={message('bulk:names.title')} aria-describedby={hint}>
      <h3 className={styles.heading}>{message('bulk:names.title')}</h3>
      <div className={styles.pair}>
        <TextField
          label={message('bulk:names.pattern')}
          value={pattern}
          maxLength={120}
          onCommit={setPattern}
        />
        <QuantityField
          label={message('bulk:names.first')}
          unit=""
          value={first}
          minimum={0}
          maximum={999_999}
          whole
          onCommit={setFirst}
        />
      </div>
      <p id={hint} className={styles.quiet}>
        {message('bulk:names.hint')}
      </p>
      <p role="status" className={styles.quiet}>
        {repeated.length > 0
          ? message('bulk:names.repeated', { name: repeated[0] ?? '', count: repeated.length })
          : message('bulk:names.preview', { first: name, last: names.at(-1) ?? name })}
      </p>
      <div className={styles.actions}>
        <Button disabled={names.some((made) => made === '')} onClick={() => onRename(names, pattern)}>
          {message('bulk:names.rename')}
        </Button>
      </div>
    </section>
  );
}
