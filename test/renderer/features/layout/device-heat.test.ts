import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadExamples } from '#main/catalogue/load';
import { plan } from '#main/planning/plan';
import { deviceHeats, type DeviceMeasure } from '#renderer/features/layout/heat/heat-map';
import { typeSheetScenario, type TypeSheet } from '#renderer/features/layout/heat/type-sheet';
import { shippedCatalogue } from '../../../support/catalogue';

const catalogue = await shippedCatalogue();
const examples = await loadExamples(
  fileURLToPath(new URL('../../../../resources/examples', import.meta.url)),
);
if (!examples.ok) throw new Error('The examples are damaged');
const scenario = examples.value.find(({ id }) => id === 'mixed-fleet');
if (!scenario) throw new Error('The example is gone');
const sheetScenario = typeSheetScenario(scenario, catalogue);
if (!sheetScenario) throw new Error('The catalogue has no rack');
const sheet: TypeSheet = new Map(
  Object.values(plan(sheetScenario, catalogue).racks).map((rack) => [rack.name, rack]),
);
const whole = plan(scenario, catalogue);
const heats = (measure: DeviceMeasure) => deviceHeats(measure, { scenario, catalogue, plan: whole, sheet });
const sumOf = (measure: DeviceMeasure) =>
  Object.values(scenario.devices).reduce(
    (sum, { type }) => sum + (heats(measure).byType.get(type)?.value ?? 0),
    0,
  );

describe('the measure of single devices', () => {
  it('adds up to what the racks draw, and to what the deployments serve', () => {
    expect(sumOf('power')).toBeCloseTo(whole.totals.power.typical.typical, 6);
    const served = whole.deployments.reduce(
      (sum, { result }) => sum + ('fits' in result && result.fits ? result.outputTokensPerSecond : 0),
      0,
    );
    expect(served).toBeGreaterThan(0);
    expect(sumOf('tokens')).toBeCloseTo(served, 4);
  });

  it('leaves the rack that a device stands in out of its weight and price', () => {
    const loads = sheet.get('dgx-h100');
    const empty = sheet.get('rack alone');
    if (!loads || !empty) throw new Error('The sheet lacks a rack');
    expect(heats('mass').byType.get('dgx-h100')?.value).toBe(
      loads.mass.demand.typical - empty.mass.demand.typical,
    );
    expect(heats('capital').byType.get('dgx-h100')?.value).toBe(
      loads.capital.typical.amount - empty.capital.typical.amount,
    );
  });

  it('is held against the largest that stands, and is left out where it is nothing or not known', () => {
    const { byType, most } = heats('power');
    expect(Math.max(...[...byType.values()].map(({ share }) => share))).toBe(1);
    expect([...byType.values()].find(({ share }) => share === 1)?.value).toBe(most?.value);
    const blank = Object.values(scenario.devices).find(
      ({ type }) => catalogue.deviceTypes[type]?.kind === 'blank',
    );
    expect(blank && byType.has(blank.type)).toBe(false);
  });
});
