import { describe, expect, it } from 'vitest';
import { calls } from '#shared/api/calls';
import type { AnyCall } from '#shared/api/contract';
import { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/schema/zod';

/** Whether a schema has a scenario anywhere in it. */
function holdsScenario(part: unknown, seen = new Set<unknown>()): boolean {
  if (part === Scenario) return true;
  if (typeof part !== 'object' || part === null || seen.has(part)) return false;
  seen.add(part);
  const inside = part instanceof z.ZodType ? part.def : part;
  return Object.values(inside).some((each) => holdsScenario(each, seen));
}

const withScenarios = Object.entries<AnyCall>(calls).filter(([, { input }]) => holdsScenario(input));

describe('calls that are given a scenario', () => {
  it('are found wherever the scenario is', () => {
    const names = withScenarios.map(([name]) => name);
    expect(names).toEqual(expect.arrayContaining(['plan', 'compare', 'sizeOn', 'sweep', 'exportQuote']));
    expect(names).not.toContain('estimate');
  });

  it.each(withScenarios)('say whether the user’s own prices count: %s', (_name, { priced }) => {
    expect(priced).toBeDefined();
  });

  it('leave prices out only where none is read, or where the scenario itself comes back or is kept', () => {
    const unpriced = withScenarios.filter(([, { priced }]) => priced === false).map(([name]) => name);
    expect(unpriced.toSorted()).toEqual([
      'fit',
      'importNetbox',
      'layOutSize',
      'powerReport',
      'rearrange',
      'rescue',
      'serviceVerdicts',
    ]);
  });
});
