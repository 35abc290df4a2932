import { describe, expect, it } from 'vitest';
import english from '../../../../resources/locales/en/history.json';
import { changeGroups } from '#renderer/features/history/change-list';
import { scenarioDifference } from '#shared/scenario/difference';
import { type Scenario, scenarioJsonSchema } from '#shared/scenario/schema';
import { aScenario, groqNode, someRacks, times } from '../../../support/fleet';

/** Fields that stand in every scenario alike, or that only name an entry. */
const unspoken = new Set(['format', 'schemaVersion', 'id']);

function fieldsOf(node: unknown, path = ''): readonly string[] {
  if (Array.isArray(node)) return node.flatMap((each) => fieldsOf(each, path));
  if (typeof node !== 'object' || node === null || path.endsWith('.userCatalogue')) return [];
  const { properties = {}, ...rest } = node as { readonly properties?: Readonly<Record<string, unknown>> };
  const nested = ['additionalProperties', 'items', 'anyOf', 'oneOf', 'allOf'].map(
    (key) => (rest as Readonly<Record<string, unknown>>)[key],
  );
  return [
    ...Object.entries(properties).flatMap(([name, inner]) => [name, ...fieldsOf(inner, `${path}.${name}`)]),
    ...fieldsOf(nested, path),
  ];
}

describe('the words of the history', () => {
  it('name every field that a scenario can have', () => {
    const fields = [...new Set(fieldsOf(scenarioJsonSchema()))].filter((field) => !unspoken.has(field));
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.filter((field) => !(field in english.words))).toEqual([]);
  });
});

const groupsBetween = (before: Scenario, after: Scenario) =>
  changeGroups({
    difference: scenarioDifference(before, after),
    before,
    after,
    nameOfType: (type) => `type ${type}`,
  });

describe('the changes between two states', () => {
  const withNodes = (count: number) => aScenario(someRacks([{ stack: times(count, groqNode) }]));

  it('are none between equal states', () => {
    expect(groupsBetween(withNodes(2), withNodes(2))).toEqual([]);
  });

  it('tell devices of one type that came together in one line, and name them', () => {
    expect(groupsBetween(withNodes(1), withNodes(4))).toMatchObject([
      { id: 'devices', changes: [{ kind: 'added', count: 3, name: 'type groq-node-v1' }] },
    ]);
    expect(groupsBetween(withNodes(1), withNodes(4))[0]?.changes[0]?.members).toHaveLength(3);
  });

  it('tell what was changed of an entry in a line of its own, under its name', () => {
    const before = withNodes(2);
    const [first, second] = Object.values(before.devices);
    const devices = {
      ...before.devices,
      [first!.id]: { ...first!, note: 'a' },
      [second!.id]: { ...second!, note: 'b' },
    };
    expect(groupsBetween(before, { ...before, devices })).toMatchObject([
      {
        id: 'devices',
        changes: [
          { kind: 'changed', name: first!.name, count: 1 },
          { kind: 'changed', name: second!.name, count: 1 },
        ],
      },
    ]);
  });

  it('put the fields of the scenario under site, money, figures and the rest', () => {
    const after = aScenario({
      note: 'changed',
      finance: { years: 3 },
      site: { preset: 'us-va', powerLimitWatts: 1_000 },
      choices: { 'accelerators/groq-lpu-v1/power.typical': 'x' },
    });
    expect(groupsBetween(aScenario(), after).map(({ id }) => id)).toEqual([
      'site',
      'money',
      'figures',
      'about',
    ]);
  });
});
