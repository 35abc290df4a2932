import { describe, expect, it } from 'vitest';
import { blocksOf, blockWith, demands, numbersFor, sizeOf } from '#shared/study/study-cases';
import { combination } from '#main/planning/sweep/sweep';
import { aStudy } from '../../main/study/a-study';

const study = aStudy();
const configurations = blocksOf(study, 'configuration');
const needs = blocksOf(study, 'need');

const asked = (blocks: typeof needs, number: number) => {
  const { lists, from, need, site, price } = blockWith(blocks, number);
  const { hardware, model, input, output, requestsPerSecond } = combination(lists, number - from);
  return { need: need.id, site: site.id, price: price.id, hardware, model, input, output, requestsPerSecond };
};

describe('the numbers of the cases of a study', () => {
  it('count every combination once', () => {
    expect(sizeOf(configurations)).toBe((2 * 2 + 1) * 2 * 4 * 2 * 4);
    expect(sizeOf(needs)).toBe((2 * 2 + 1) * 2 * 4);
    const all = Array.from({ length: sizeOf(needs) }, (_, number) => JSON.stringify(asked(needs, number)));
    expect(new Set(all).size).toBe(all.length);
  });

  it('lead from each configuration to the need that it answers', () => {
    const [before, , stage] = study.stages;
    if (before === undefined || stage === undefined) throw new Error('The study has stages');
    for (let number = 0; number < sizeOf(configurations); number += 1) {
      const [need = -1] = numbersFor(study, [number], { before, stage });
      expect(asked(needs, need)).toEqual(asked(configurations, number));
    }
  });

  it('part cases by demand, whatever hardware and split answer it', () => {
    const demandOf = demands(study, 'configuration');
    const byDemand = new Map<number, string>();
    for (let number = 0; number < sizeOf(configurations); number += 1) {
      const demand = { ...asked(configurations, number), hardware: '' };
      const group = demandOf(number, blockWith(configurations, number));
      expect(byDemand.get(group) ?? JSON.stringify(demand)).toBe(JSON.stringify(demand));
      byDemand.set(group, JSON.stringify(demand));
    }
    expect(new Set(byDemand.values()).size).toBe((2 * 2 + 1) * 4);
    const ofNeed = demands(study, 'need');
    const same = Array.from({ length: sizeOf(needs) }, (_, number) =>
      ofNeed(number, blockWith(needs, number)),
    );
    expect(new Set(same)).toEqual(new Set(byDemand.keys()));
  });
});
