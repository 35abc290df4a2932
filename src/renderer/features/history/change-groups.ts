import type { EntryDifference, FieldDifference, ScenarioDifference } from '#shared/scenario/difference';
import type { Scenario } from '#shared/scenario/schema';

/** Under which heading a change is told. */
export type ChangeGroupId = EntryDifference['part'] | 'site' | 'money' | 'figures' | 'about';

/** One line of what was changed. */
export interface Change {
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

export interface ChangeGroup {
  readonly id: ChangeGroupId;
  readonly changes: readonly Change[];
}

const groupOrder: readonly ChangeGroupId[] = [
  'racks',
  'devices',
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

export interface GroupingInput {
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
