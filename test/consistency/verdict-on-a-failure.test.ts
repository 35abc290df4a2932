import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { powerReport } from '#main/planning/power-report';
import type { LoadLevel } from '#shared/power/report';
import { shippedExample } from '../support/examples';
import { shippedCatalogue } from '../support/catalogue';
import {
  aScenario,
  dgx,
  groqFeed,
  groqFeeds,
  groqNode,
  someRacks,
  times,
  type RackOptions,
} from '../support/fleet';

const catalogue = await shippedCatalogue();

const examples = {
  'like-for-like-7b-h100': await shippedExample('like-for-like-7b-h100'),
  'mixed-fleet': await shippedExample('mixed-fleet'),
  'hall-100-racks': await shippedExample('hall-100-racks'),
};

const of = (racks: readonly RackOptions[]) => aScenario(someRacks(racks));
const twoFeeds = [groqFeed('A'), groqFeed('B')];

/** The two doors that speak of losing a side: the plan of each rack, and the report on single failures. */
function answers(scenario: ReturnType<typeof of>, level: Extract<LoadLevel, 'typical' | 'maximum'>) {
  const planned = plan(scenario, catalogue);
  const { failures } = powerReport({ scenario, level }, catalogue).failures;
  const nothing = failures.find(({ cause }) => cause.kind === 'nothing');
  const sides = failures.filter(({ cause }) => cause.kind === 'side');
  return { planned, nothing, sides };
}

describe('the verdict on losing a side', () => {
  it('is darkness without a trip for four DGX H100 of which three of six supplies stay live (needs four)', () => {
    const { planned, sides } = answers(of([{ feeds: twoFeeds, stack: times(4, dgx) }]), 'typical');
    const check = Object.values(planned.racks)[0]?.feeds.typical;

    expect(check).toMatchObject({ fits: false, because: 'dark-on-lost-side', load: 30_000, dark: 4 });
    expect(sides.map(({ tripCount, darkDevices }) => [tripCount, darkDevices])).toEqual(times(2, [0, 4]));
    const codes = planned.problems.map(({ refusal }) => refusal.code);
    expect(codes).toContain('rack-dark-on-lost-side');
    expect(codes).not.toContain('feed-trips-on-lost-side');
  });

  it('never says at nameplate that feeds trip which carry 10.2 kW each of 17.3 kW', () => {
    const { planned, nothing } = answers(of([{ feeds: twoFeeds, stack: times(2, dgx) }]), 'maximum');
    const check = Object.values(planned.racks)[0]?.feeds.nameplate;

    expect(check).toMatchObject({ because: 'dark-on-lost-side', load: 20_400, dark: 2 });
    expect(nothing).toBeUndefined();
  });

  it('gives the load of the very feed that trips with nothing lost', () => {
    const { planned, nothing } = answers(of([{ feeds: twoFeeds, stack: times(4, dgx) }]), 'maximum');
    const check = Object.values(planned.racks)[0]?.feeds.nameplate;

    expect(check).toMatchObject({ because: 'breaker', load: 20_400 });
    expect(nothing?.trips[0]).toMatchObject({ load: check?.load, limit: check?.limit });
  });

  it('asks nothing of a chain for devices that go dark with their side', () => {
    const racks = someRacks([{ feeds: twoFeeds, stack: times(2, dgx) }]);
    for (const rack of Object.values(racks.racks) as { feeds: { side: string }[] }[])
      rack.feeds = rack.feeds.map((feed) => ({ ...feed, pdu: `pdu-${feed.side.toLowerCase()}` }));
    const pdu = (side: 'A' | 'B') => ({
      id: `pdu-${side.toLowerCase()}`,
      name: `PDU ${side}`,
      ...groqFeed(side),
    });
    const electrical = { pdus: { 'pdu-a': pdu('A'), 'pdu-b': pdu('B') } };
    const { planned, sides } = answers(aScenario({ ...racks, electrical }), 'maximum');

    expect(planned.electrical?.pdus['pdu-b']?.onLostSide.maximum.typical).toBe(0);
    expect(sides.map(({ tripCount }) => tripCount)).toEqual([0, 0]);
  });

  it.each([
    ['nine GroqNodes on four feeds', of([{ feeds: groqFeeds, stack: times(9, groqNode) }])],
    ['five GroqNodes on two feeds', of([{ feeds: twoFeeds, stack: times(5, groqNode) }])],
    ['a DGX H100 among GroqNodes', of([{ feeds: twoFeeds, stack: [dgx, ...times(3, groqNode)] }])],
    ['like-for-like-7b-h100', examples['like-for-like-7b-h100']],
    ['mixed-fleet', examples['mixed-fleet']],
    ['hall-100-racks', examples['hall-100-racks']],
  ])('is the same in the plan and in the report of failures: %s', (_, scenario) => {
    for (const level of ['typical', 'maximum'] as const) {
      const { planned, sides, nothing } = answers(scenario, level);
      const trips = sides.flatMap((side) => side.trips);
      for (const rack of Object.values(planned.racks)) {
        const check = level === 'typical' ? rack.feeds.typical : rack.feeds.nameplate;
        if (check.fits !== false || check.because === 'no-feed' || check.because === 'rack-limit') continue;
        const found = check.because === 'breaker' ? (nothing?.trips ?? []) : trips;
        const here = found.filter((trip) => trip.rack === rack.id && trip.kind === 'feed');
        if (check.because === 'dark-on-lost-side') expect(here).toEqual([]);
        else expect(here.map(({ load }) => load)).toContainEqual(check.load);
      }
      for (const trip of [...trips, ...(nothing?.trips ?? [])]) {
        if (trip.kind !== 'feed' || trip.line !== undefined || trip.rack === undefined) continue;
        const feeds = planned.racks[trip.rack]?.feeds;
        expect((level === 'typical' ? feeds?.typical : feeds?.nameplate)?.fits).toBe(false);
      }
    }
  });
});
