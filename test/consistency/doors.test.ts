import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { shippedCatalogue } from '../support/catalogue';
import { shippedExample } from '../support/examples';
import { agree, askEverything } from './agreement';
import { doors, fastDoors, sizedFor, type AskedDoor } from './doors';
import { questions, type Question } from './questions';
import { anyNeed, anyScenario, sizedHardware } from './random-scenarios';

const allDoors = Object.keys(doors) as AskedDoor[];
const quickDoors = Object.keys(fastDoors) as AskedDoor[];
const catalogue = await shippedCatalogue();

const examples = [
  'article-7b-h100',
  'article-7b-lpu',
  'article-70b-h100',
  'article-70b-lpu',
  'like-for-like-7b-h100',
  'like-for-like-70b-lpu-576',
  'like-for-like-70b-lpu-600',
  'mixed-fleet',
  'hall-100-racks',
] as const;

/** Files of other programs are written of these: of a hall they take seconds and say nothing new. */
const writtenOut: readonly string[] = ['article-7b-lpu', 'like-for-like-7b-h100', 'mixed-fleet'];

/** Each lot is a test of its own, so that a busy machine has time enough for it. */
const lots = [1, 2, 3, 4, 5, 6, 7, 8];
const SCENARIOS_IN_A_LOT = 25;
const NEEDS = 6;

const answered = new Set<string>();

describe('one question, one answer', () => {
  it.each(examples)('at every door that is asked about the example %s', async (id) => {
    const asked = await askEverything(
      writtenOut.includes(id) ? allDoors : quickDoors,
      await shippedExample(id),
    );
    for (const each of asked.answered) answered.add(each);
    expect(asked.disagreements).toEqual([]);
  });

  it.each(lots)(
    `at every quick door, about ${SCENARIOS_IN_A_LOT} random scenarios of seed %i`,
    async (seed) => {
      const property = fc.asyncProperty(anyScenario(catalogue), async (scenario) => {
        const asked = await askEverything(quickDoors, scenario);
        for (const each of asked.answered) answered.add(each);
        expect(asked.disagreements).toEqual([]);
      });
      await fc.assert(property, { numRuns: SCENARIOS_IN_A_LOT, seed });
    },
  );

  it.each(sizedHardware)(
    'at every quick door, about what Size finds on %s for random needs',
    async (hardware) => {
      const property = fc.asyncProperty(anyNeed, anyScenario(catalogue), async (need, terms) => {
        const sized = await sizedFor(need, hardware, terms);
        fc.pre(sized !== undefined);
        const asked = await askEverything(quickDoors, sized.scenario, { size: sized.fleet });
        for (const each of asked.answered) answered.add(each);
        expect(asked.disagreements).toEqual([]);
      });
      await fc.assert(property, { numRuns: NEEDS, seed: 1 });
    },
  );

  it('is not taken for one where two figures differ by more than what is printed of them', () => {
    expect(agree(1_000, 1_000.001)).toBe(false);
    expect(agree(1_064, { value: 1_060, within: 5 })).toBe(true);
    expect(agree(1_066, { value: 1_060, within: 5 })).toBe(false);
    expect(agree('breaker', 'lost-side')).toBe(false);
  });
});

afterAll(() => {
  const expected = Object.entries<Question>(questions).flatMap(([name, question]) =>
    Object.keys(question.doors).map((door) => `${name}: ${door}`),
  );
  expect(expected.filter((each) => !answered.has(each))).toEqual([]);
});
