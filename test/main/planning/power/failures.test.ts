import { describe, expect, it } from 'vitest';
import { powerReport } from '#main/planning/power-report';
import type { Failure, FailureCause, LoadLevel, PowerReport } from '#shared/power/report';
import { shippedCatalogue } from '../../../support/catalogue';
import {
  aScenario,
  dgx,
  groqFeed,
  groqFeeds,
  groqNode,
  someRacks,
  times,
  type RackOptions,
} from '../../../support/fleet';

const catalogue = await shippedCatalogue();

const reportOf = (
  racks: readonly RackOptions[],
  changes: Record<string, unknown> = {},
  level: LoadLevel = 'maximum',
): PowerReport => powerReport({ scenario: aScenario({ ...someRacks(racks), ...changes }), level }, catalogue);

const failureOf = ({ failures }: PowerReport, wanted: Partial<FailureCause>): Failure | undefined =>
  failures.failures.find(({ cause }) =>
    Object.entries(wanted).every(
      ([key, value]) => (cause as unknown as Record<string, unknown>)[key] === value,
    ),
  );

const h100Chat = {
  chat: {
    id: 'chat',
    name: 'Chat',
    estimate: {
      hardware: 'h100-sxm',
      devices: 16,
      tensorParallel: 8,
      model: 'llama-3.1-70b',
      mode: 'in-flight',
      input: 1024,
      output: 512,
    },
  },
};

describe('single failures of a site', () => {
  it('trip the feeds of nine GroqNodes at nameplate: 36 kW stay on 2 × 17.3 kW when a side is lost (facts A1.9, A4.6)', () => {
    const report = reportOf([{ feeds: groqFeeds, stack: times(9, groqNode) }]);
    const lost = failureOf(report, { kind: 'side', side: 'A' });
    expect(report.feeds.map(({ limit }) => Math.round(limit))).toEqual(times(4, 17_293));
    expect(lost?.trips.map(({ name, load, step }) => [name, load, step])).toEqual([['R1-F3', 20_000, 1]]);
    expect(lost?.darkDevices).toBe(5);
  });

  it('trip both feeds of one side that carries nine GroqNodes alone, with nothing lost', () => {
    const report = reportOf([{ feeds: [groqFeed('A'), groqFeed('A')], stack: times(9, groqNode) }]);
    const normal = failureOf(report, { kind: 'nothing' });
    expect(normal?.trips.map(({ load }) => load)).toEqual([18_000, 18_000]);
    expect(normal?.darkDevices).toBe(9);
  });

  it('leave eight GroqNodes running on either side (facts section 2: 8 × 4 kW fits just)', () => {
    const report = reportOf([{ feeds: groqFeeds, stack: times(8, groqNode) }]);
    expect(report.failures.failures).toEqual([]);
    expect(report.failures.examined).toBe(7);
  });

  it('darken a DGX H100 that keeps three of six supplies, since it needs four (4 + 2)', () => {
    const feeds = [
      { side: 'A', volts: 415, amperes: 60, phases: 3 },
      { side: 'B', volts: 415, amperes: 60, phases: 3 },
    ] as const;
    const report = reportOf([{ feeds, stack: [dgx] }], {}, 'typical');
    expect(failureOf(report, { kind: 'side', side: 'A' })?.darkDevices).toBe(1);
    const supplies = { 'dgx-h100': { count: 6, needed: 3 } };
    const own = reportOf([{ feeds, stack: [dgx] }], { electrical: { supplies } }, 'typical');
    expect(own.failures.failures).toEqual([]);
  });

  it('keep a DGX H100 alive on three feeds of separate sources, two supplies each', () => {
    const feeds = (['A', 'B', 'A'] as const).map(
      (side) => ({ side, volts: 415, amperes: 60, phases: 3 }) as const,
    );
    const racks = someRacks([{ feeds, stack: [dgx] }]);
    const device = racks.devices['r1-d1'] as Record<string, unknown>;
    racks.devices['r1-d1'] = {
      ...device,
      supplyFeeds: ['r1-f1', 'r1-f1', 'r1-f2', 'r1-f2', 'r1-f3', 'r1-f3'],
    };
    const report = powerReport({ scenario: aScenario(racks), level: 'maximum' }, catalogue);
    expect(report.failures.failures.filter(({ cause }) => cause.kind === 'feed')).toEqual([]);
    expect(report.feeds.map(({ load }) => Math.round(load))).toEqual([3_400, 3_400, 3_400]);
  });

  it('even out with the supplies of which no feed is named what the others leave', () => {
    const feeds = (['A', 'B', 'B'] as const).map(
      (side) => ({ side, volts: 415, amperes: 60, phases: 3 }) as const,
    );
    const racks = someRacks([{ feeds, stack: [dgx] }]);
    const device = racks.devices['r1-d1'] as Record<string, unknown>;
    racks.devices['r1-d1'] = { ...device, supplyFeeds: [null, null, null, 'r1-f3', 'r1-f3', 'r1-f3'] };
    const { feeds: reported } = powerReport({ scenario: aScenario(racks), level: 'maximum' }, catalogue);
    expect(reported.map(({ load }) => Math.round(load))).toEqual([5_100, 0, 5_100]);
  });

  it('cascade from a lost UPS to the one that takes over, and say what is served then', () => {
    const feeds = [
      { side: 'A', volts: 415, amperes: 60, phases: 3 },
      { side: 'B', volts: 415, amperes: 60, phases: 3 },
    ] as const;
    const racks = someRacks([
      { feeds, stack: [dgx] },
      { feeds, stack: [dgx] },
    ]);
    for (const rack of Object.values(racks.racks) as { feeds: { side: string }[] }[])
      rack.feeds = rack.feeds.map((feed) => ({ ...feed, pdu: `pdu-${feed.side.toLowerCase()}` }));
    const pdu = (side: string) => ({
      id: `pdu-${side.toLowerCase()}`,
      name: `PDU ${side}`,
      side,
      volts: 415,
      amperes: 100,
      ups: `ups-${side.toLowerCase()}`,
    });
    const ups = (side: string, moduleWatts: number) => ({
      id: `ups-${side.toLowerCase()}`,
      name: `UPS ${side}`,
      side,
      moduleWatts,
    });
    const electrical = {
      pdus: { 'pdu-a': pdu('A'), 'pdu-b': pdu('B') },
      upsSystems: { 'ups-a': ups('A', 30_000), 'ups-b': ups('B', 15_000) },
      supplies: { 'dgx-h100': { count: 2, needed: 1 } },
    };
    const report = powerReport(
      { scenario: aScenario({ ...racks, electrical, deployments: h100Chat }), level: 'maximum' },
      catalogue,
    );
    const lost = failureOf(report, { kind: 'ups', id: 'ups-a' });
    expect(lost?.trips).toMatchObject([{ kind: 'ups', name: 'UPS B', load: 20_400, limit: 15_000, step: 1 }]);
    expect(lost).toMatchObject({
      darkDevices: 2,
      lostShare: 1,
      throughput: [{ name: 'Chat', after: 0, restarted: 0 }],
    });
    expect(lost?.throughput[0]?.before).toBeGreaterThan(0);
    expect(failureOf(report, { kind: 'ups', id: 'ups-b' })).toBeUndefined();
    expect(report.failures.failures[0]?.lostShare).toBe(1);
  });

  it('stop one of two replicas with one server, and restart it on an idle one', () => {
    const alone = [{ side: 'A', volts: 415, amperes: 60, phases: 3 }] as const;
    const report = reportOf(
      [
        { feeds: alone, stack: [dgx] },
        { feeds: alone, stack: [dgx] },
        { feeds: alone, stack: [dgx] },
      ],
      { deployments: h100Chat },
    );
    const lost = failureOf(report, { kind: 'feed', rackName: 'Rack 1' });
    const [chat] = lost?.throughput ?? [];
    expect(lost?.lostShare).toBe(0.5);
    expect(chat?.after).toBeCloseTo((chat?.before ?? 0) / 2, 6);
    expect(chat?.restarted).toBeCloseTo(chat?.before ?? 0, 6);
  });

  it('switch racks off, the hottest first, when a cooling unit is lost that was needed', () => {
    const units = Object.fromEntries(
      ['a', 'b'].map((id) => [id, { id, name: `CRAC ${id}`, cools: 'air', capacityWatts: 12_000 }]),
    );
    const report = reportOf([{ stack: [dgx] }, { stack: [groqNode] }], { cooling: { units } });
    const lost = failureOf(report, { kind: 'cooling-unit', name: 'CRAC a' });
    expect(lost).toMatchObject({ uncooled: 2_200, darkDevices: 1, darkRacks: [{ name: 'Rack 1' }] });
  });
});
