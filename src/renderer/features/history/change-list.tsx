import { useMemo, useState } from 'react';
import { Button } from '#renderer/components/button';
import { useCatalogue } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import { useMessage } from '#renderer/i18n/use-language';
import {
  type EntryDifference,
  type FieldDifference,
  type ScenarioDifference,
  scenarioDifference,
} from '#shared/scenario/difference';
import type { Scenario } from '#shared/scenario/schema';
import { fieldWords, nameInCatalogue, type WordsContext } from './change-words';
import styles from './history.module.css';

/** Under which heading a change is told. */
type ChangeGroupId = EntryDifference['part'] | 'site' | 'money' | 'figures' | 'about';

/** One line of what was changed. */
interface Change {
  readonly key: string;
  readonly kind: EntryDifference['kind'];
  /** What it is about: the entry's name, or the type of many entries; nothing for a field of the scenario itself. */
  readonly name: string | undefined;
  /** How many entries it stands for. */
  readonly count: number;
  /** The names of these entries, where it stands for several. */
  readonly members: readonly string[];
  readonly fields: readonly FieldDifference[];
}

interface ChangeGroup {
  readonly id: ChangeGroupId;
  readonly changes: readonly Change[];
}

const groupOrder: readonly ChangeGroupId[] = [
  'racks',
  'devices',
  'groups',
  'workloads',
  'deployments',
  'site',
  'money',
  'figures',
  'about',
];

const groupOfField: Readonly<Record<string, ChangeGroupId>> = {
  site: 'site',
  electrical: 'site',
  cooling: 'site',
  floor: 'site',
  asOf: 'site',
  currency: 'money',
  exchangeRates: 'money',
  finance: 'money',
  userCatalogue: 'money',
  choices: 'figures',
  overrides: 'figures',
};

interface GroupingInput {
  readonly difference: ScenarioDifference;
  readonly before: Scenario;
  readonly after: Scenario;
  /** What a type of the catalogue is called. */
  readonly nameOfType: (type: string) => string;
}

/** The changes under their headings; entries of one type that came or went together are one line. */
export function changeGroups({
  difference,
  before,
  after,
  nameOfType,
}: GroupingInput): readonly ChangeGroup[] {
  const groups = new Map<ChangeGroupId, Change[]>();
  const add = (id: ChangeGroupId, change: Change) => {
    const changes = groups.get(id) ?? [];
    if (changes.length === 0) groups.set(id, changes);
    changes.push(change);
  };
  for (const entries of together(difference.entries, before, after).values()) {
    const [first] = entries;
    if (first === undefined) continue;
    const type = typeOf(first, before, after);
    add(first.part, {
      key: `${first.part}/${first.id}/${first.kind}`,
      kind: first.kind,
      name: entries.length > 1 && type !== undefined ? nameOfType(type) : first.name,
      count: entries.length,
      members: entries.length > 1 ? entries.map(({ name }) => name) : [],
      fields: first.fields,
    });
  }
  for (const field of difference.fields) {
    add(groupOfField[field.path.split('.')[0] ?? ''] ?? 'about', {
      key: field.path,
      kind: kindOf(field),
      name: undefined,
      count: 1,
      members: [],
      fields: [field],
    });
  }
  return groupOrder.flatMap((id) => {
    const changes = groups.get(id);
    return changes === undefined ? [] : [{ id, changes }];
  });
}

/** Entries that are told in one line: those of one type that were added or removed; all others stand alone. */
function together(
  entries: readonly EntryDifference[],
  before: Scenario,
  after: Scenario,
): ReadonlyMap<string, readonly EntryDifference[]> {
  const lines = new Map<string, EntryDifference[]>();
  for (const entry of entries) {
    const type = typeOf(entry, before, after);
    const many = type !== undefined && (entry.kind === 'added' || entry.kind === 'removed');
    const key = `${entry.part}/${entry.kind}/${many ? `of ${type}` : entry.id}`;
    const line = lines.get(key) ?? [];
    if (line.length === 0) lines.set(key, line);
    line.push(entry);
  }
  return lines;
}

function typeOf({ part, id }: EntryDifference, before: Scenario, after: Scenario): string | undefined {
  if (part !== 'racks' && part !== 'devices') return undefined;
  const typed = ({ [part]: entries }: Scenario) =>
    (entries as Readonly<Record<string, { readonly type: string }>>)[id]?.type;
  return typed(after) ?? typed(before);
}

const kindOf = ({ before, after }: FieldDifference): Change['kind'] => {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
};

interface ChangeListProps {
  readonly before: Scenario;
  readonly after: Scenario;
}

/** What was changed from one state to the other, in words and under headings. */
export function ChangeList({ before, after }: ChangeListProps) {
  const message = useMessage();
  const formats = useFormats();
  const catalogue = useCatalogue();
  const groups = useMemo(() => {
    const nameOfType = (type: string) => nameInCatalogue(type, catalogue) ?? type;
    return changeGroups({ difference: scenarioDifference(before, after), before, after, nameOfType });
  }, [before, after, catalogue]);
  const context = { before, after, catalogue, formats, message };
  if (groups.length === 0) return <p className={styles.quiet}>{message('history:same')}</p>;
  return groups.map((group) => <Group key={group.id} group={group} context={context} />);
}

const SHOWN_AT_FIRST = 50;

function Group({ group, context }: { readonly group: ChangeGroup; readonly context: WordsContext }) {
  const { message } = context;
  const [all, setAll] = useState(false);
  const shown = all ? group.changes : group.changes.slice(0, SHOWN_AT_FIRST);
  const left = group.changes.length - shown.length;
  const title = message(`history:groups.${group.id}`);
  return (
    <section className={styles.group} aria-label={title}>
      <h4>{title}</h4>
      <ul>
        {shown.map((change) => (
          <ChangeLine key={change.key} change={change} context={context} />
        ))}
      </ul>
      {left > 0 && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {message('history:more', { count: left })}
        </Button>
      )}
    </section>
  );
}

const MEMBERS_NAMED = 12;

function ChangeLine({ change, context }: { readonly change: Change; readonly context: WordsContext }) {
  const { message } = context;
  const { kind, name, count, members, fields } = change;
  const what = name === undefined || count === 1 ? name : message('history:counted', { count, name });
  const words = fields.map((field) => ({ path: field.path, ...fieldWords(field, context) }));
  const named = members.slice(0, MEMBERS_NAMED).join(', ');
  return (
    <li className={styles.change}>
      <span className={styles.kind} data-kind={kind}>
        {message(`history:kinds.${kind}`)}
      </span>
      <span>
        {what !== undefined && <strong>{what}</strong>}
        {members.length > 0 && (
          <span className={styles.quiet}>
            {' '}
            {named}
            {members.length > MEMBERS_NAMED && ' …'}
          </span>
        )}
        {words.map(({ path, label, before, after }) => (
          <span key={path} className={what === undefined ? undefined : styles.field}>
            {message('history:field', { label, before, after })}
          </span>
        ))}
      </span>
    </li>
  );
}
