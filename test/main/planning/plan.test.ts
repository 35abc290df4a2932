import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { wirePlan } from '#main/planning/planning-desk';
import type { RackId } from '#shared/schema/ids';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqFeed, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();
const r1 = 'r1' as RackId;

const groqFleet = aScenario(someRacks([{ stack: times(9, groqNode) }]));
const gpuFleet = aScenario(someRacks([{ stack: times(2, dgx) }]));

describe('the two fleets of the article', () => {
  it('cost $1.62 M and $0.60 M (facts A1.7)', () => {
    const groq = plan(groqFleet, catalogue).cost;
    const byQuantity = Object.fromEntries(
      groq.lines.map((line) => [line.quantity, line.total.typical.amount]),
    );

    expect(byQuantity).toMatchObject({ 72: 144_000_000, 9: 18_000_000 });
    expect(groq.capital.typical).toEqual({ amount: 162_000_000, currency: 'USD' });
    expect(plan(gpuFleet, catalogue).cost.capital.typical.amount).toBe(60_000_000);
  });

  it('name the racks that have no price instead of counting them as free', () => {
    expect(plan(groqFleet, catalogue).cost.unpriced).toContainEqual(
      expect.objectContaining({ item: 'rack-42u', quantity: 1 }),
    );
  });
});

describe('a Groq rack of nine nodes', () => {
  const rack = plan(groqFleet, catalogue).racks[r1];

  it('takes 36 of 42 units (facts section 0, claim 11)', () => {
    expect(rack?.space).toMatchObject({ fits: true, usedUnits: 36, freeUnits: 6, largestGapUnits: 6 });
  });

  it('has 34.6 kW usable of its four feeds in 2N (facts A4.6)', () => {
    expect(rack?.feeds.redundant).toBe(true);
    expect(((rack?.feeds.usable.typical ?? 0) / 1_000).toFixed(1)).toBe('34.6');
  });

  it('carries its typical load and trips at nameplate once a side is lost: 20 kW of its 36 on one feed of 17.3', () => {
    expect(rack?.feeds.typical.fits).toBe(true);
    expect(rack?.feeds.nameplate).toMatchObject({ fits: false, load: 20_000, because: 'lost-side' });
  });

  it('has no published mass, which stays unknown', () => {
    expect(rack?.mass.fits).toBe('unknown');
    expect(rack?.massUnknownFor).toContain('GroqNode (8 LPU v1)');
  });
});

describe('a rack with too few feeds', () => {
  it('trips, and the message says by how much and what would mend it', () => {
    const feeds = [groqFeed('A'), groqFeed('B')];
    const { problems } = plan(aScenario(someRacks([{ feeds, stack: times(9, groqNode) }])), catalogue);

    expect(problems[0]).toMatchObject({
      severity: 'error',
      place: { kind: 'rack', rack: 'r1' },
      refusal: {
        code: 'feed-trips-on-lost-side',
        message: 'Losing one side trips the other in Rack 1: 20.1 kW on a 17.3 kW limit.',
        remedy:
          'Move 2 × GroqNode (8 LPU v1) to another rack, or add 2.8 kW of feed capacity to the weaker side.',
      },
    });
  });
});

describe('a plan on the wire', () => {
  it('has no trace left and the same values', () => {
    const whole = plan(groqFleet, catalogue);
    const wire = wirePlan(whole);

    expect(JSON.stringify(wire)).not.toContain('"trace"');
    expect(wire.totals.power.typical.typical).toBe(whole.totals.power.typical.typical);
    expect(wire.cost.capital.high).toEqual(whole.cost.capital.high);
  });
});
