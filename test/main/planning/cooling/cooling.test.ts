import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { airflowFor, temperatureRiseOf } from '#main/planning/cooling/cooling-plan';
import { splitHeat } from '#main/planning/cooling/heat-removal';
import { plan } from '#main/planning/plan';
import { powerReport } from '#main/planning/power-report';
import {
  britishThermalUnitsPerHour,
  cubicFeetPerMinute,
  cubicMetersPerSecond,
  fahrenheitDifference,
  type FahrenheitDifference,
  kelvinDifferenceFrom,
  watts,
} from '#shared/units/units';
import { exactly } from '#shared/units/range';
import { shippedCatalogue } from '../../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../../support/fleet';

const catalogue = await shippedCatalogue();
const heat = watts(10_200);
const riseOf = (degrees: number) => kelvinDifferenceFrom(degrees as FahrenheitDifference);

const codesOf = (changes: Record<string, unknown>) =>
  plan(aScenario(changes), catalogue).problems.map(({ refusal }) => refusal.code);

describe('the heat of a rack', () => {
  it('of 10.2 kW is 34,804 BTU/h and needs 1,604 CFM at 20 °F and 1,069 at 30 °F (facts A1.10)', () => {
    const flowAt = (degrees: number) =>
      Math.round(cubicFeetPerMinute(airflowFor({ heat, rise: riseOf(degrees), altitudeMeters: 0 })));
    expect(Math.round(britishThermalUnitsPerHour(heat))).toBe(34_804);
    expect([flowAt(20), flowAt(30)]).toEqual([1_604, 1_069]);
  });

  it('warms 1,105 CFM by 29 °F, as the check on the DGX H100 says (facts section 3)', () => {
    const airflow = cubicMetersPerSecond(0.5215);
    expect(Math.round(fahrenheitDifference(temperatureRiseOf({ heat, airflow, altitudeMeters: 0 })))).toBe(
      29,
    );
  });

  it('warms the air that it needs by the rise it was reckoned for, at every altitude', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000 }),
        fc.integer({ min: 5, max: 30 }),
        (altitudeMeters, kelvin) => {
          const rise = riseOf(kelvin * 1.8);
          const airflow = airflowFor({ heat, rise, altitudeMeters });
          expect(temperatureRiseOf({ heat, airflow, altitudeMeters })).toBeCloseTo(kelvin, 9);
        },
      ),
    );
  });

  it('goes into plates, rear door and air, and nothing of it is lost', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 1, max: 80_000 }),
        (load, percent, rearDoorWatts) => {
          const { liquid, rearDoor, air } = splitHeat(exactly(watts(load)), {
            liquidFraction: percent / 100,
            rearDoorWatts,
          });
          expect(liquid.typical + rearDoor.typical + air.typical).toBeCloseTo(load, 6);
          expect(air.typical).toBeGreaterThanOrEqual(0);
        },
      ),
    );
  });

  it('is 40.8 kW in a rack of four DGX H100 of 32U and 522 kg (facts A1.12)', () => {
    const rack = Object.values(plan(aScenario(someRacks([{ stack: times(4, dgx) }])), catalogue).racks)[0];
    expect(rack?.cooling.heatAtNameplate.typical).toBe(40_800);
    expect(rack?.space.usedUnits).toBe(32);
    const empty = Object.values(plan(aScenario(someRacks([{}])), catalogue).racks)[0];
    expect(Math.round((rack?.mass.demand.typical ?? 0) - (empty?.mass.demand.typical ?? 0))).toBe(522);
  });

  it('is shown as the conflict it is where a maker states another: 11.3 kW against 10.2 (38,557 BTU/h)', () => {
    const scenario = aScenario(someRacks([{ stack: [dgx] }]));
    const [conflict] = powerReport({ scenario, level: 'maximum' }, catalogue).cooling.conflicts;
    expect(conflict).toMatchObject({ type: 'dgx-h100', maximum: 10_200 });
    expect(Math.round(britishThermalUnitsPerHour(conflict?.stated ?? watts(0)))).toBe(38_557);
  });
});

describe('the limits of cooling', () => {
  const units = Object.fromEntries(
    ['a', 'b'].map((id) => [id, { id, name: id, cools: 'air', capacityWatts: 6_000 }]),
  );
  it('say that the units without their spare carry too little, or that all of them do', () => {
    expect(codesOf({ ...someRacks([{ stack: [dgx] }]), cooling: { units } })).toContain(
      'air-cooling-without-spare',
    );
    expect(codesOf({ ...someRacks([{ stack: [dgx, dgx] }]), cooling: { units } })).toContain(
      'air-cooling-over',
    );
    expect(codesOf({ ...someRacks([{ stack: [groqNode] }]), cooling: { units } })).not.toContain(
      'air-cooling-without-spare',
    );
  });

  it('say that too little air reaches a rack', () => {
    const racks = someRacks([{ stack: [dgx] }]);
    racks.racks['r1'] = { ...(racks.racks['r1'] as object), cooling: { airflowCubicMetersPerSecond: 0.1 } };
    expect(codesOf(racks)).toContain('rack-short-of-air');
  });
});

describe('the SuperPOD rule (facts section 3)', () => {
  it.each([
    [40_800, 4],
    [20_400, 2],
    [10_200, 1],
  ])('%i W take %i DGX H100 at nameplate and no more', (powerWatts, count) => {
    const nameplate = (devices: number) =>
      Object.values(
        plan(
          aScenario(
            someRacks([{ type: 'rack-48u', feeds: [], limits: { powerWatts }, stack: times(devices, dgx) }]),
          ),
          catalogue,
        ).racks,
      )[0]?.feeds.nameplate.fits;
    expect([nameplate(count), nameplate(count + 1)]).toEqual([true, false]);
  });
});
