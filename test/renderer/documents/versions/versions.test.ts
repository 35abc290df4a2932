import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { keepAutomatically } from '#renderer/documents/versions/automatic';
import { superfluous, type Version } from '#renderer/documents/versions/version';
import { versionTable } from '#renderer/documents/versions/version-table';
import { versionsOf } from '#renderer/documents/versions/versions';
import type { Command } from '#renderer/documents/command';
import { scenarioOf } from '#renderer/documents/documents';
import { ScenarioId } from '#shared/schema/ids';
import { aBench, aScenario, step } from '../support';
import { PATIENTLY } from '../../../support/patience';

const DAY = 24 * 3_600_000;

const rename = (name: string, milestone?: true): Command => ({
  name: { key: 'commands:rename', params: { name } },
  recipe: (draft) => {
    draft.name = name;
  },
  ...(milestone ? { milestone } : {}),
});

async function aHistory() {
  const bench = aBench();
  let passed = 0;
  let ids = 0;
  const failures: string[] = [];
  const now = () => 1_700_000_000_000 + passed;
  const table = versionTable(bench.database);
  const options = {
    table,
    documents: bench.documents,
    now,
    newId: () => `v${(ids += 1)}`,
    onFailure: ({ code }: { readonly code: string }) => failures.push(code),
  };
  const versions = versionsOf(options);
  keepAutomatically({
    documents: bench.documents,
    versions,
    now,
    onFailure: options.onFailure,
    later: (run) => run(),
  });
  await bench.documents.start();
  const [scenario] = await bench.documents.add([aScenario({ name: 'Hall' })], step('one'));
  const wait = (milliseconds: number) => {
    passed += milliseconds;
    bench.wait(milliseconds);
  };
  return {
    ...bench,
    table,
    versions,
    failures,
    wait,
    again: () => versionsOf(options),
    current: () => scenarioOf(bench.documents.store.getState())!,
    scenario: scenario!,
    listed: () => versions.store.getState().lists[scenario!.id] ?? [],
  };
}

const aVersion = (changes: Partial<Version>): Version => ({
  id: 'v',
  scenario: ScenarioId.parse('s'),
  at: 0,
  reason: { kind: 'day' },
  racks: 0,
  devices: 0,
  size: 1,
  digest: '',
  ...changes,
});

describe('a version', () => {
  it('keeps the state as it was, whatever is changed afterwards, and is found again by another window', async () => {
    const { versions, documents, scenario, again } = await aHistory();
    const kept = await versions.keep(scenario, 'Before the change');
    documents.dispatch(rename('Other'));

    const list = await again().load(scenario.id);
    expect(list).toMatchObject({ ok: true, value: [{ name: 'Before the change', racks: 1 }] });
    expect(kept.ok && (await versions.read(kept.value))).toEqual({ ok: true, value: scenario });
  });

  it('that is damaged is refused by name and leaves the others readable', async () => {
    const { versions, database, scenario } = await aHistory();
    const one = await versions.keep(scenario, 'One');
    const two = await versions.keep(scenario, 'Two');
    if (!one.ok || !two.ok) throw new Error('not kept');
    await database.versionContents.put({ id: one.value.id, packed: new Uint8Array([31, 139, 8, 0, 1, 2]) });

    expect(await versions.read(one.value)).toMatchObject({ ok: false, error: { code: 'version-damaged' } });
    expect(await versions.read(two.value)).toMatchObject({ ok: true });
  });

  it('that was deleted comes back with its content by undo', async () => {
    const { versions, documents, scenario, listed } = await aHistory();
    const kept = await versions.keep(scenario, 'One');
    if (!kept.ok) throw new Error('not kept');
    await versions.remove(kept.value, 'One');
    expect(listed()).toEqual([]);

    documents.undo();
    await vi.waitFor(() => expect(listed()).toEqual([kept.value]), PATIENTLY);
    expect(await versions.read(kept.value)).toEqual({ ok: true, value: scenario });
  });

  it('is renamed, and named as before by undo', async () => {
    const { versions, documents, scenario, listed } = await aHistory();
    const kept = await versions.keep(scenario, 'One');
    if (!kept.ok) throw new Error('not kept');
    await versions.rename(kept.value, 'First offer');
    expect(listed()).toMatchObject([{ name: 'First offer' }]);
    documents.undo();
    await vi.waitFor(() => expect(listed()).toMatchObject([{ name: 'One' }]), PATIENTLY);
  });

  it('is not kept on a full disk, which is said so; the scenario stays as it is', async () => {
    const { versions, table, scenario, listed } = await aHistory();
    vi.spyOn(table, 'add').mockRejectedValueOnce(new DOMException('full', 'QuotaExceededError'));

    expect(await versions.keep(scenario, 'One')).toMatchObject({
      ok: false,
      error: { code: 'versions-full' },
    });
    expect(listed()).toEqual([]);
  });

  it('goes for good with a scenario that was deleted for good', async () => {
    const { versions, database, repository, documents, scenario } = await aHistory();
    await versions.keep(scenario, 'One');
    await documents.remove([scenario.id], step('gone'));
    await repository.deleteForGood([scenario.id]);
    expect([await database.versions.count(), await database.versionContents.count()]).toEqual([0, 0]);
  });
});

describe('versions that are kept by themselves', () => {
  it('hold the state before the first change of a day, once a day', async () => {
    const { documents, listed, wait } = await aHistory();
    wait(2 * DAY);
    documents.dispatch(rename('First'));
    await vi.waitFor(() => expect(listed()).toMatchObject([{ reason: { kind: 'day' } }]), PATIENTLY);
    documents.dispatch(rename('Second'));
    wait(DAY);
    documents.dispatch(rename('Third'));
    await vi.waitFor(() => expect(listed()).toHaveLength(2), PATIENTLY);
  });

  it('do not hold the beginning of a scenario that was begun on the same day', async () => {
    const { documents, listed, database } = await aHistory();
    documents.dispatch(rename('First'));
    await documents.flush();
    expect(listed()).toEqual([]);
    expect(await database.versions.count()).toBe(0);
  });

  it('hold the state before an edit that changes much at once, under the name of that edit', async () => {
    const { documents, versions, listed, scenario } = await aHistory();
    documents.dispatch(rename('Imported', true));
    await vi.waitFor(() => expect(listed()).toHaveLength(1), PATIENTLY);
    const [kept] = listed();
    expect(kept?.reason).toEqual({
      kind: 'before',
      edit: { key: 'commands:rename', params: { name: 'Imported' } },
    });
    expect(await versions.read(kept!)).toEqual({ ok: true, value: scenario });
  });

  it('are not kept where an equal state is kept already', async () => {
    const { documents, versions, listed, scenario } = await aHistory();
    await versions.keep(scenario, 'Same');
    expect(await versions.keepAutomatically(scenario, { kind: 'day' })).toEqual({
      ok: true,
      value: undefined,
    });
    documents.dispatch(rename('Imported', true));
    await documents.flush();
    expect(listed()).toHaveLength(1);
  });

  it('make room for newer ones of the same scenario and of all together; named ones stay', () => {
    const limits = { named: 9, automatic: 2, automaticBytes: 10 } as never;
    const old = [1, 2, 3].map((at) => aVersion({ id: `v${at}`, at }));
    const named = aVersion({ id: 'named', at: 0, name: 'Kept' });
    expect(superfluous([...old, named], limits).map(({ id }) => id)).toEqual(['v1']);

    const other = ScenarioId.parse('other');
    const large = [
      aVersion({ id: 'a', at: 1, size: 6 }),
      aVersion({ id: 'b', at: 2, size: 6, scenario: other }),
    ];
    expect(superfluous([...large, { ...named, size: 99 }], limits).map(({ id }) => id)).toEqual(['a']);
  });

  it('tell once that the disk is full', async () => {
    const { documents, table, failures, wait } = await aHistory();
    vi.spyOn(table, 'add').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));
    documents.dispatch(rename('One', true));
    await vi.waitFor(() => expect(failures).toEqual(['versions-full']), PATIENTLY);
    wait(5_000);
    documents.dispatch(rename('Two', true));
    await vi.waitFor(() => expect(table.add).toHaveBeenCalledTimes(2), PATIENTLY);
    expect(failures).toEqual(['versions-full']);
  });
});
