import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadExamples } from '#main/catalogue/load';
import { plan } from '#main/planning/plan';
import type { Scenario } from '#shared/scenario/schema';
import { applyCommand } from '#renderer/documents/command';
import { overrideFigure } from '#renderer/documents/figure-edits';
import { onlyDevice } from '#renderer/features/layout/inspector/plan-readings';
import { figuresOfSite } from '#renderer/features/layout/inspector/figure-choice';
import { shippedCatalogue } from '../../../support/catalogue';

const catalogue = await shippedCatalogue();
const examples = await loadExamples(
  fileURLToPath(new URL('../../../../resources/examples', import.meta.url)),
);
if (!examples.ok) throw new Error('The examples are damaged');
const base = examples.value.find(({ id }) => id === 'article-7b-h100');
if (!base) throw new Error('The example is gone');

/** Own figures are entered for a site by the address that its inspector shows. */
const withOwn = (scenario: Scenario, field: string, value: number): Scenario => {
  const figure = figuresOfSite(catalogue, scenario.site.preset).find(({ label }) => label === field);
  if (!figure) throw new Error(field);
  const edit = { path: figure.path, figure: field };
  return applyCommand(scenario, overrideFigure(edit, { low: value, typical: value, high: value })).scenario;
};

describe.each(Object.keys(catalogue.sites))('an own figure of the site %s', (preset) => {
  const scenario = { ...base, site: { ...base.site, preset } };

  it('for the PUE is the PUE of the plan', () => {
    const planned = plan(withOwn(scenario, 'powerUsageEffectiveness', 2), catalogue);
    expect(planned.totals.powerUsageEffectiveness).toMatchObject({ low: 2, typical: 2, high: 2 });
  });

  it('for the tariff makes energy cost in proportion', () => {
    const energyAt = (tariff: number) =>
      plan(withOwn(scenario, 'tariff', tariff), catalogue).cost.energyPerYear.typical.amount;
    expect(energyAt(0.4) / energyAt(0.1)).toBeCloseTo(4, 3);
  });

  it('for the carbon intensity makes carbon go with it', () => {
    const carbonAt = (intensity: number) =>
      plan(withOwn(scenario, 'carbonIntensity', intensity), catalogue).totals.carbonKilogramsPerYear.typical;
    expect(carbonAt(0.8) / carbonAt(0.2)).toBeCloseTo(4, 3);
  });
});

describe('one device by itself', () => {
  it('draws its share of the rack, so that the devices of a rack add up to it', () => {
    const whole = plan(base, catalogue);
    const sum = Object.values(base.devices).reduce((total, device) => {
      const alone = plan(onlyDevice(base, device), catalogue);
      return total + alone.totals.power.typical.typical;
    }, 0);
    expect(sum).toBeCloseTo(whole.totals.power.typical.typical, 6);
  });
});
