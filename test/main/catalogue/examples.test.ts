import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkFigures } from '#main/planning/problems/unknowns';
import { describeFault } from '#main/catalogue/parse';
import { loadExamples } from '#main/catalogue/load';
import { deviceDepth, refuseSlot, slotOf, usableDepth } from '#shared/rack/geometry';
import type { Scenario } from '#shared/scenario/schema';
import { exampleFiles } from '../../../scripts/examples/index';
import { shippedCatalogue } from '../../support/catalogue';

const folder = fileURLToPath(new URL('../../../resources/examples', import.meta.url));
const catalogue = await shippedCatalogue();
const loaded = await loadExamples(folder);
if (!loaded.ok) throw new Error(loaded.error.map(describeFault).join('\n'));
const examples = loaded.value;

const example = (id: string): Scenario => examples.find((scenario) => scenario.id === id)!;

function acceleratorsIn(scenario: Scenario, type: string): number {
  const counts = Object.values(scenario.devices).map((device) => {
    const { accelerators } = catalogue.deviceTypes[device.type]!;
    return accelerators?.type === type ? accelerators.count : 0;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('the examples', () => {
  it('are what scripts/make-examples.js makes, file for file', async () => {
    const made = exampleFiles(catalogue);
    expect((await readdir(folder)).sort()).toEqual(made.map(({ name }) => name).sort());
    for (const { name, text } of made) {
      expect(await readFile(`${folder}/${name}`, 'utf8'), name).toBe(text);
    }
  });

  it('begin with the two fleets of the article for 7B', () => {
    expect(examples.slice(0, 2).map(({ id }) => id)).toEqual(['article-7b-lpu', 'article-7b-h100']);
  });

  it.each(examples)('$id refers only to what the catalogue has', (scenario) => {
    expect(catalogue.sites).toHaveProperty(scenario.site.preset);
    for (const rack of Object.values(scenario.racks)) expect(catalogue.rackTypes).toHaveProperty(rack.type);
    for (const device of Object.values(scenario.devices)) {
      expect(Object.hasOwn(catalogue.deviceTypes, device.type), device.type).toBe(true);
    }
    for (const { model } of Object.values(scenario.workloads)) {
      expect(Object.hasOwn(catalogue.models, model), model).toBe(true);
    }
    for (const { estimate } of Object.values(scenario.deployments)) {
      expect(Object.hasOwn(catalogue.models, estimate.model), estimate.model).toBe(true);
      expect(Object.hasOwn(catalogue.engines, estimate.engine ?? ''), estimate.engine).toBe(true);
      expect(Object.hasOwn(catalogue.accelerators, estimate.hardware), estimate.hardware).toBe(true);
    }
    expect(checkFigures(catalogue, scenario)).toEqual([]);
  });

  it.each(examples)('$id deploys on no more accelerators than its racks hold', (scenario) => {
    const needed = new Map<string, number>();
    for (const { estimate } of Object.values(scenario.deployments)) {
      needed.set(estimate.hardware, (needed.get(estimate.hardware) ?? 0) + estimate.devices);
    }
    for (const [type, count] of needed) {
      expect(acceleratorsIn(scenario, type), type).toBeGreaterThanOrEqual(count);
    }
  });

  it.each(examples)('$id stands without an overlap', (scenario) => {
    const placed = Object.values(scenario.devices).map((device) => ({
      ...slotOf(
        {
          ...catalogue.deviceTypes[device.type]!,
          depthMeters: deviceDepth(catalogue.deviceTypes[device.type], scenario),
        },
        device,
      ),
      id: device.id,
      rack: device.rack,
    }));
    for (const slot of placed) {
      const occupants = placed.filter(({ id, rack }) => id !== slot.id && rack === slot.rack);
      const type = catalogue.rackTypes[scenario.racks[slot.rack]!.type]!;
      const rack = { units: type.units, usableDepthMeters: usableDepth(type, scenario) };
      expect(refuseSlot({ slot, rack, occupants }), slot.id).toBeUndefined();
    }
  });

  it.each([
    ['article-7b-lpu', 'groq-lpu-v1', 72],
    ['article-7b-h100', 'h100-sxm', 16],
    ['article-70b-lpu', 'groq-lpu-v1', 312],
    ['article-70b-h100', 'h100-sxm', 8],
    ['like-for-like-7b-h100', 'h100-sxm', 32],
    ['like-for-like-70b-lpu-576', 'groq-lpu-v1', 576],
    ['like-for-like-70b-lpu-600', 'groq-lpu-v1', 600],
  ])('%s has its accelerators: %s × %d', (id, type, count) => {
    expect(acceleratorsIn(example(id), type)).toBe(count);
  });

  it('as deployed, 576 LPUs are 72 nodes in 8 racks (facts A1.13)', () => {
    const scenario = example('like-for-like-70b-lpu-576');
    expect(Object.keys(scenario.racks)).toHaveLength(8);
    expect(Object.keys(scenario.devices)).toHaveLength(72);
  });

  it('hold a hall of 100 racks and 700 to 900 devices', () => {
    const hall = example('hall-100-racks');
    expect(Object.keys(hall.racks)).toHaveLength(100);
    expect(Object.keys(hall.devices).length).toBeGreaterThanOrEqual(700);
    expect(Object.keys(hall.devices).length).toBeLessThanOrEqual(900);
  });
});
