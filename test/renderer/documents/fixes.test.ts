import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { applyCommand } from '#renderer/documents/command';
import { fixesOf } from '#renderer/documents/fixes/fixes';
import type { WirePlan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqFeed, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();

const planned = (scenario: Scenario): WirePlan => plan(scenario, catalogue);
const errorsOf = (scenario: Scenario): number =>
  planned(scenario).problems.filter(({ severity }) => severity === 'error').length;

/** The scenario after each fix of the first problem with this code. */
function fixed(scenario: Scenario, code: string) {
  const setting = { scenario, catalogue, plan: planned(scenario) };
  const problem = setting.plan.problems.find(({ refusal }) => refusal.code.startsWith(code));
  if (problem === undefined) throw new Error(`no problem ${code}`);
  return fixesOf(problem, setting).map(({ command }) => ({
    name: command.name,
    after: applyCommand(scenario, command).scenario,
  }));
}

const twoFeeds = [groqFeed('A'), groqFeed('B')];

describe('racks that draw power without feeds', () => {
  const scenario = aScenario(someRacks(times(3, { feeds: [], stack: [groqNode, dgx] })));

  it('are one remark, not an error each', () => {
    const problems = planned(scenario).problems.filter(
      ({ refusal }) => refusal.code === 'racks-without-feed',
    );
    expect(problems.map(({ severity, refusal }) => [severity, refusal.params?.['count']])).toEqual([
      ['warning', 3],
    ]);
    expect(planned(scenario).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('get feeds in one edit of which one side carries the heaviest', () => {
    const [fix] = fixed(scenario, 'racks-without-feed');
    if (fix === undefined) throw new Error('no fix');
    expect(fix.name.params).toMatchObject({ count: 3, volts: 208, amperes: 60 });
    const codes = planned(fix.after).problems.map(({ refusal }) => refusal.code);
    expect(codes.filter((code) => /^(racks-without-feed|feed-trips)/.test(code))).toEqual([]);
  });

  it('get those of their country', () => {
    const [fix] = fixed({ ...scenario, site: { ...scenario.site, preset: 'de' } }, 'racks-without-feed');
    expect(fix?.name.params).toMatchObject({ volts: 400, amperes: 32 });
  });
});

describe('a rack whose feeds trip', () => {
  const racks = [
    { feeds: twoFeeds, stack: times(9, groqNode) },
    { feeds: twoFeeds, stack: [] },
  ];
  const scenario = aScenario(someRacks(racks));

  it('offers to move what is too much to the nearest rack with room, and a pair of feeds', () => {
    const fixes = fixed(scenario, 'feed-trips');
    expect(fixes.map(({ name }) => name.key)).toEqual(['shell:fixes.move', 'shell:fixes.pair']);
    expect(errorsOf(scenario)).toBe(1);
    expect(fixes.map(({ after }) => errorsOf(after))).toEqual([0, 0]);
    const moved = Object.values(fixes[0]?.after.devices ?? {}).filter(({ rack }) => rack === 'r2');
    expect(moved.map(({ position }) => position).toSorted((a, b) => a - b)).toEqual([1, 5]);
  });

  it('offers no move where no other rack has room', () => {
    const alone = aScenario(someRacks(racks.slice(0, 1)));
    expect(fixed(alone, 'feed-trips').map(({ name }) => name.key)).toEqual(['shell:fixes.pair']);
  });
});

describe('a rack whose strips trip', () => {
  it('offers a strip more on each feed', () => {
    const records = someRacks([{ feeds: twoFeeds, stack: times(4, groqNode) }]);
    for (const id of ['s1', 's2'])
      records.devices[id] = { id, name: id, type: 'pdu-8kw-zero-u', rack: 'r1', position: 1, face: 'rear' };
    const scenario = aScenario(records);
    const strips = fixed(scenario, 'strip-trips').find(({ name }) => name.key === 'shell:fixes.strips');
    expect(strips?.name.params).toMatchObject({ count: 2 });
    expect([errorsOf(scenario), strips && errorsOf(strips.after)]).toEqual([1, 0]);
  });
});
