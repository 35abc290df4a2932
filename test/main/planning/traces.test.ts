import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain } from '#main/planning/explain';
import { plan } from '#main/planning/plan';
import { wirePlan } from '#main/planning/planning-desk';
import { figureAt } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { Trace } from '#shared/plan/derived';
import type { Plan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { shippedServices } from '../../support/services';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();
const examples = await (await shippedServices()).examplesIn('en');

/** The paths of all ranges that `fleetwright plan --json` prints. */
function rangesIn(value: unknown, path: readonly string[] = []): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('low' in value && 'typical' in value && 'high' in value) return [path.join('/')];
  return Object.entries(value).flatMap(([key, inner]) => rangesIn(inner, [...path, key]));
}

const at = (whole: unknown, path: string): unknown =>
  path.split('/').reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>>)[key], whole);

interface Traced {
  readonly low: unknown;
  readonly high: unknown;
  readonly trace: Trace;
}

/** The values that a value was made from in the end, each shared one looked at once. */
function endsOf(value: Traced, seen = new Set<Traced>()): readonly Traced[] {
  if (seen.has(value)) return [];
  seen.add(value);
  const { trace } = value;
  if (trace.kind !== 'formula' || trace.inputs.length === 0) return [value];
  return trace.inputs.flatMap((input) => endsOf(input.value, seen));
}

/** Whether a value is nothing at all: a number, or an amount of money. */
const isZero = ({ low, high }: Traced): boolean =>
  [low, high].every((bound) => JSON.stringify(bound) === '0' || (bound as { amount?: number }).amount === 0);

/** Why an end is no source: a figure must be in the catalogue with the reading that is named, a given in the scenario. */
function faultOf(value: Traced, scenario: Scenario): string | undefined {
  const end = value.trace;
  switch (end.kind) {
    case 'figure': {
      const figure = figureAt(catalogue, end.path);
      const known = figure !== undefined && isKnown(figure) ? figure.readings : [];
      return known.some(({ id }) => id === end.reading)
        ? undefined
        : `${end.path} has no reading ${end.reading}`;
    }
    case 'override':
      return end.path in scenario.overrides ? undefined : `${end.path} is not overridden`;
    case 'given':
      return end.path === '' ? 'a value given nowhere' : undefined;
    case 'formula':
      // A sum over nothing, or of what was not asked for, is zero and needs no source.
      return isZero(value) ? undefined : `the formula ${end.formula} of nothing is not zero`;
  }
}

function untraced(whole: Plan, scenario: Scenario): readonly string[] {
  return rangesIn(wirePlan(whole)).flatMap((path) => {
    const value = at(whole, path) as Partial<Traced>;
    if (value.trace === undefined) return [`${path} has no trace`];
    return endsOf(value as Traced).flatMap((end) => {
      const fault = faultOf(end, scenario);
      return fault === undefined ? [] : [`${path}: ${fault}`];
    });
  });
}

describe('every range that a plan prints', () => {
  it.each(examples.map((example) => [example.id, example] as const))(
    'of %s is traced to figures, and to what the scenario gives',
    (_, example) => {
      const whole = plan(example, catalogue);
      expect(rangesIn(wirePlan(whole)).length).toBeGreaterThan(30);
      expect(untraced(whole, example)).toEqual([]);
    },
  );

  it('of any racks of servers under any choice of readings and overrides', () => {
    const stack = fc.array(fc.constantFrom(groqNode, dgx), { maxLength: 5 });
    const chosen = fc.constantFrom({}, { 'prices/groq-card-usd/amount': 'build-cost' });
    const own = fc.constantFrom(
      {},
      {
        'deviceTypes/dgx-h100/mass': { low: 120, typical: 130, high: 140, note: 'weighed' },
      },
    );
    fc.assert(
      fc.property(
        fc.array(stack, { minLength: 1, maxLength: 4 }),
        chosen,
        own,
        (stacks, choices, overrides) => {
          const racks = someRacks(stacks.map((servers) => ({ stack: servers })));
          const scenario = aScenario({ ...racks, choices, overrides });
          expect(untraced(plan(scenario, catalogue), scenario)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is explained under the path that it is printed at', () => {
    const whole = plan(aScenario(someRacks([{ stack: times(9, groqNode) }])), catalogue);
    for (const path of rangesIn(wirePlan(whole)))
      expect([path, explain(whole, path).ok]).toEqual([path, true]);
  });
});

describe('plain numbers of a plan', () => {
  it('are what the traced ones come to: a feed has spare what its limit leaves over its load', () => {
    let checked = 0;
    for (const example of examples) {
      for (const { feeds } of Object.values(plan(example, catalogue).racks)) {
        for (const check of Object.values<unknown>({ ...feeds })) {
          const { load, limit, spare } = check as Readonly<Record<string, unknown>>;
          if (typeof spare !== 'number') continue;
          expect(spare).toBeCloseTo(Number(limit) - Number(load), 6);
          checked += 1;
        }
      }
    }
    expect(checked).toBeGreaterThan(100);
  });
});
