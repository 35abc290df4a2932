import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeWhole } from '#main/files/backup-format';
import { Compared, comparedForm } from '#shared/compare/comparison';
import { readQuoteValue } from '#shared/quote/quote';
import { KeptEntry, keptEntryForm, LIBRARY_VERSION, readLibrary } from '#shared/library/library';
import { QuoteRecord, quoteRecordForm, quoteText } from '#shared/quote/record';
import { changesBetween, ScenarioChanges, settingsIn, withChanges } from '#shared/scenario/changes';
import { readScenario, readScenarioValue, scenarioForm } from '#shared/scenario/read';
import { Scenario, SCENARIO_VERSION } from '#shared/scenario/schema';
import { UserPrice, userPriceForm } from '#shared/scenario/user-catalogue';
import { readKept } from '#shared/json/versioned';
import { z } from '#shared/schema/zod';
import { ScenarioSummary } from '#renderer/documents/summary';
import { Version, versionForm } from '#renderer/documents/versions/version';
import { aDraft } from '../support/scenario';

const folder = new URL('../fixtures/released/', import.meta.url);
const kept = (kind: string) =>
  readdirSync(new URL(`${kind}/`, folder)).map((name) => {
    const text = readFileSync(new URL(`${kind}/${name}`, folder), 'utf8');
    return { name, text, value: JSON.parse(text) as Record<string, unknown> };
  });

describe('what earlier versions wrote is read', () => {
  it.each(kept('scenarios'))('scenario $name', ({ text }) => {
    const read = readScenario(text);
    expect(read).toMatchObject({ ok: true, value: { schemaVersion: SCENARIO_VERSION } });
  });

  it.each(kept('libraries'))('library $name', ({ text }) => {
    const read = readLibrary(text);
    expect(read).toMatchObject({
      ok: true,
      value: { schemaVersion: LIBRARY_VERSION, models: [{ id: 'own-model' }] },
    });
  });

  it.each(kept('quotes'))('quote $name, its scenario as it was frozen', ({ value }) => {
    const read = readQuoteValue(value);
    if (!read.ok) throw new Error(read.error.message);
    expect(JSON.parse(quoteText(read.value))).toMatchObject({ scenario: value['scenario'] });
  });

  it.each([
    ...kept('quote-records').map((file) => ({ ...file, form: quoteRecordForm, schema: QuoteRecord })),
    ...kept('prices').map((file) => ({ ...file, form: userPriceForm, schema: UserPrice })),
    ...kept('comparisons').map((file) => ({ ...file, form: comparedForm, schema: Compared })),
    ...kept('library-entries').map((file) => ({ ...file, form: keptEntryForm, schema: KeptEntry })),
    ...kept('versions').map((file) => ({ ...file, form: versionForm, schema: Version })),
  ])('$form.what $name', ({ value, form, schema }) => {
    expect(readKept<unknown>(form, schema, { record: value })).toMatchObject({ id: value['id'] });
    expect(readKept<unknown>(form, schema, { record: value, formVersion: form.version + 1 })).toBeUndefined();
  });
});

it.each(kept('summaries'))('the line of the library that summary $name holds is read', ({ value }) => {
  expect(ScenarioSummary.parse(value)).toEqual(value);
});

describe('what a newer version wrote', () => {
  const newerOf = (kind: string) =>
    kept(kind).map(({ name, value }) => ({ name, value: { ...value, schemaVersion: 99 } }));

  it.each([
    ...newerOf('scenarios').map((file) => ({ ...file, read: readScenarioValue })),
    ...newerOf('quotes').map((file) => ({ ...file, read: readQuoteValue })),
    ...newerOf('libraries').map((file) => ({
      ...file,
      read: (value: unknown) => readLibrary(JSON.stringify(value)),
    })),
  ])('is refused as newer, with what to do: $name', ({ value, read }) => {
    expect(read(value)).toMatchObject({
      ok: false,
      error: { code: 'file-newer', message: expect.stringContaining('Update Fleetwright') as string },
    });
  });

  it('is known as newer in a backup as well', () => {
    for (const { value } of newerOf('backups')) {
      expect(decodeWhole(JSON.stringify(value))).toEqual({ kind: 'newer' });
    }
  });
});

describe('a scenario of version 1', () => {
  it('has groups in version 2, and no keys of an estimate that nothing read', () => {
    const estimate = { hardware: 'h100-sxm', model: 'llama-2-7b', input: 1, output: 1 };
    const deployments = { x: { id: 'x', name: 'X', estimate: { ...estimate, id: 'x', tensorParalel: 2 } } };
    const read = readScenarioValue(aDraft({ schemaVersion: 1, deployments }));
    expect(read).toMatchObject({ ok: true, value: { groups: {} } });
    expect(read.ok && Object.values(read.value.deployments)[0]?.estimate).not.toHaveProperty('tensorParalel');
    expect(readScenarioValue(aDraft({ deployments }))).toMatchObject({ ok: false });
  });

  it('has a way to the present version from every version before', () => {
    const before = Array.from({ length: scenarioForm.version - 1 }, (_, index) => String(index + 1));
    expect(Object.keys(scenarioForm.migrations)).toEqual(before);
  });
});

describe('changes of a scenario', () => {
  const full = kept('scenarios').filter(({ name }) => name.endsWith('-full.json'));
  const read = readScenario(full.at(-1)?.text ?? '');
  const scenario = read.ok ? read.value : Scenario.parse(aDraft());
  const bare = Scenario.parse({ ...aDraft(), id: scenario.id });

  it.each(Object.keys(Scenario.shape).filter((field) => !['format', 'schemaVersion', 'id'].includes(field)))(
    'carry %s',
    (field) => {
      const after = { ...bare, [field]: scenario[field as keyof Scenario] } as Scenario;
      const changes = ScenarioChanges.parse(JSON.parse(JSON.stringify(changesBetween(bare, after))));
      expect(withChanges(bare, changes)).toEqual({ ok: true, value: after });
    },
  );

  it('carry a field that is added to the schema', () => {
    expect(settingsIn(Scenario.extend({ added: z.string() }), ['racks', 'devices'])).toContain('added');
  });
});

it('a backup of every version opens with its scenario in it', () => {
  for (const { text } of kept('backups')) {
    const backup = decodeWhole(text);
    const rows = backup.kind === 'whole' ? backup.value : undefined;
    const scenarios = (rows?.manifest.entries ?? []).flatMap(({ table, digest }) =>
      table === 'scenarios' ? [JSON.parse(rows?.rows.get(digest) ?? '') as { document: unknown }] : [],
    );
    expect(scenarios.map(({ document }) => readScenarioValue(document).ok)).toEqual([true]);
  }
});
