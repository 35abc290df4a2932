import { describe, expect, it } from 'vitest';
import { plan } from '#main/planning/plan';
import { powerReport } from '#main/planning/power-report';
import { figuresFor } from '#main/catalogue/figures';
import { ChancesRequest } from '#shared/uncertainty/chances';
import { floorPlanOf } from '#shared/floor/floor-plan';
import { figureAt, figureList } from '#shared/catalogue/catalogue';
import { isFigureRead, readFigures } from '#shared/catalogue/read-figures';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { typicalFigure } from '#shared/scenario/typical-figure';
import { UncertaintyRequest } from '#shared/uncertainty/uncertainty';
import { shippedCatalogue } from '../support/catalogue';
import { shippedExample } from '../support/examples';
import { aScenario, dgx, someRacks, times } from '../support/fleet';

const catalogue = await shippedCatalogue();
const exactly = (value: number) => ({ low: value, typical: value, high: value });
const racks = someRacks([{ stack: [dgx] }, { stack: [dgx] }]);

const changed = (overrides: Record<string, ReturnType<typeof exactly>>) => {
  const { problems } = plan(aScenario({ ...racks, overrides }), catalogue);
  return problems.filter(({ refusal }) => /figure$/.test(refusal.code)).map(({ refusal }) => refusal);
};

describe('an override of a figure', () => {
  it('of a name that does not exist is named, with the nearest one', () => {
    const [refusal] = changed({ 'accelerators/h100-sxm/memoryBandwith': exactly(1) });
    expect(refusal?.code).toBe('unknown-figure');
    expect(refusal?.message).toContain('accelerators/h100-sxm/memoryBandwith');
    expect(refusal?.message).toContain('The nearest figure is accelerators/h100-sxm/memoryBandwidth.');
    expect(JSON.stringify(refusal)).not.toContain('{{');
  });

  it.each(['models/llama-2-7b/parameters', 'figures/planner-reserved-memory/figure'])(
    'that nothing reads is said to have no effect: %s',
    (path) => {
      expect(changed({ [path]: exactly(1) })).toMatchObject([
        { code: 'unread-figure', params: { figure: path } },
      ]);
    },
  );

  it('of the bandwidth between servers slows what is split over them', () => {
    const speed = (overrides: Record<string, ReturnType<typeof exactly>>): number => {
      const estimate = {
        hardware: 'h100-sxm',
        devices: 16,
        tensorParallel: 16,
        model: 'llama-3.1-70b',
        weights: 'fp8',
        mode: 'in-flight',
        input: 1_024,
        output: 512,
      };
      const deployments = { a: { id: 'a', name: 'A', estimate } };
      const { deployments: planned } = plan(aScenario({ ...racks, overrides, deployments }), catalogue);
      const result = planned[0]?.result;
      return result !== undefined && 'fits' in result && result.fits
        ? result.outputTokensPerSecond
        : Number.NaN;
    };
    const path = 'figures/planner-internode-bandwidth/figure';
    expect(changed({ [path]: exactly(1e9) })).toEqual([]);
    expect(speed({ [path]: exactly(1e9) })).toBeLessThan(speed({}) / 2);
    expect(speed({ [path]: exactly(50e9) })).toBe(speed({}));
  });
});

describe('the width of a rack', () => {
  it('is the override in the plan and on the floor alike', () => {
    const path = 'rackTypes/rack-42u/width';
    const floor = { widthMeters: 1, depthMeters: 3 };
    const one = { ...someRacks([{ stack: [dgx] }]), floor };
    const wide = aScenario({ ...one, overrides: { [path]: exactly(1.5) } });
    const outside = (scenario: typeof wide) =>
      plan(scenario, catalogue).problems.some(({ refusal }) => refusal.code === 'rack-outside-room');

    expect(outside(aScenario(one))).toBe(false);
    expect(outside(wide)).toBe(true);
    const [footprint] = floorPlanOf(wide, catalogue.rackTypes).footprints.values();
    expect(footprint?.widthMeters).toBe(1.5);
  });
});

/** The catalogue, which tells of every figure whose readings are looked at. */
function watched(told: (path: string) => void): Catalogue {
  const watch = (value: unknown, path: string, depth: number): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    if ('unit' in value && ('readings' in value || 'unknown' in value)) {
      return new Proxy(value, {
        get: (figure, key, receiver) => {
          if (key === 'readings' || key === 'unknown') told(path);
          return Reflect.get(figure, key, receiver) as unknown;
        },
      });
    }
    const inner = Object.entries(value).map(([key, each]: [string, unknown]) => [
      key,
      watch(each, `${path}${path === '' ? '' : depth < 3 ? '/' : '.'}${key}`, depth + 1),
    ]);
    return Object.fromEntries(inner) as unknown;
  };
  // No shipped rack states its usable depth; some that users enter do.
  const cabinet = catalogue.rackTypes['rack-42u'];
  const rackTypes = { ...catalogue.rackTypes, 'rack-42u': { ...cabinet, usableDepth: cabinet?.depth } };
  return watch({ ...catalogue, rackTypes }, '', 0) as Catalogue;
}

describe('the figures that are read', () => {
  it('are those that plans, costs and predictions look at: each has a reader, and no reader takes another', async () => {
    const looked = new Set<string>();
    const watching = watched((path) => looked.add(path));
    const group = { kind: 'within-reach', cable: 'cable-reach-ndr-fibre' };
    const examples = await Promise.all(
      ['article-7b-lpu', 'article-7b-h100', 'mixed-fleet'].map((id) => shippedExample(id)),
    );
    const [, h100, mixed] = examples;
    const facilityPerKilowatt = { amount: 1_000_000, currency: 'USD' };
    const terms = ['per-rack', 'owned', 'with-energy'].map((hosting) => ({
      ...h100?.finance,
      hosting,
      facilityPerKilowatt,
    }));
    const scenarios = [
      ...examples,
      ...terms.map((finance) => ({ ...h100, finance, currency: 'EUR' })),
      { ...mixed, cooling: { ...mixed?.cooling, containment: 'cold-aisle' } },
      { ...mixed, cooling: { ...mixed?.cooling, containment: 'none' } },
      {
        racks: racks.racks,
        devices: Object.fromEntries(
          Object.entries(racks.devices).map(([id, device]) => [id, { ...(device as object), group: 'g1' }]),
        ),
        floor: {},
        groups: { g1: { id: 'g1', name: 'Pod', rule: group } },
        deployments: {
          a: {
            id: 'a',
            name: 'A',
            estimate: { hardware: 'groq-lpu-3', devices: 256, model: 'llama-3.1-8b', input: 64, output: 64 },
          },
        },
      },
    ].map((each) => aScenario(each));
    for (const scenario of scenarios) {
      plan(scenario, watching);
      powerReport({ scenario, level: 'typical' }, watching);
    }

    const patternOf = (path: string) =>
      readFigures.find((each) =>
        new RegExp(`^${each.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`).test(path),
      );
    expect([...looked].filter((path) => patternOf(path) === undefined)).toEqual([]);
    const read = new Set([...looked].map(patternOf));
    expect(readFigures.filter((each) => !read.has(each))).toEqual([]);
  });
});

describe('every figure of the catalogue', () => {
  it('is the same typical value by the look-up of the planner and by that of the screens', () => {
    const settings = { choices: {}, overrides: { 'rackTypes/rack-42u/width': exactly(0.7) } };
    const lookup = figuresFor(catalogue, settings);
    for (const { path, figure } of figureList(catalogue)) {
      if (!isFigureRead(path)) continue;
      const planned = lookup.derived(path, figure.unit);
      const typical = 'unknown' in planned ? undefined : planned.typical;
      expect(typicalFigure(path, figureAt(catalogue, path), settings), path).toBe(typical);
    }
  });
});

describe('the number of draws', () => {
  it('is one wherever nobody says otherwise', () => {
    const scenarios = times(2, aScenario());
    expect(ChancesRequest.parse({ scenarios }).draws).toBe(UncertaintyRequest.parse({ scenarios }).draws);
  });
});
