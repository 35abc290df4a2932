import { describe, expect, it } from 'vitest';
import { airflowFor } from '#main/planning/cooling/cooling-plan';
import { plan } from '#main/planning/plan';
import { averagePower, yearlyEnergy } from '#main/planning/derivation/energy';
import { usableWatts } from '#main/planning/power/strips';
import { acceleratorsForWeights, inWholeServers } from '#main/planning/claims/check-claims';
import {
  CLOCK_HERTZ,
  INT8_OPERATIONS_PER_CYCLE,
  MEM_SLICES,
  SLICE_BYTES,
  SRAM_BYTES,
  SRAM_BYTES_PER_CYCLE,
  WEIGHTS_INSTALLED,
} from '#main/simulator/lpu/chip/geometry';
import { allReduceStages } from '#main/simulator/lpu/schedule/collective';
import {
  GLOBAL_LINKS,
  HOP_SECONDS,
  LOCAL_LINKS,
  mostHops,
  PORTS_PER_RACK,
} from '#main/simulator/lpu/schedule/network';
import {
  britishThermalUnitsPerHour,
  bytes,
  cubicFeetPerMinute,
  type FahrenheitDifference,
  kelvinDifferenceFrom,
  watts,
} from '#shared/units/units';
import { figureAt } from '#shared/catalogue/catalogue';
import { isKnown } from '#shared/catalogue/figure';
import type { RackId } from '#shared/schema/ids';
import { keyValueBytesPerToken, weightBytes } from '#shared/catalogue/model-arithmetic';
import { yearlyShares } from '#shared/money/finance';
import { majorUnitsOf, moneyOf, multiplyMoney } from '#shared/money/money';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqFeeds, groqNode, someRacks, times } from '../../support/fleet';

/** Rows A1 and A4 of the facts, computed by the functions that plan. */

const catalogue = await shippedCatalogue();

function reading(path: string, id: string): number {
  const figure = figureAt(catalogue, path);
  const found = figure && isKnown(figure) ? figure.readings.find((each) => each.id === id) : undefined;
  if (found === undefined) throw new Error(`no reading ${id} of ${path}`);
  return found.typical;
}

const TERA = 1e12;

describe('the LPU chip', () => {
  it('has 88 slices of 2.5 MiB, 230,686,720 B (facts A1.1)', () => {
    expect([MEM_SLICES, SLICE_BYTES, SRAM_BYTES]).toEqual([88, 2.5 * 1024 ** 2, 230_686_720]);
    expect(reading('accelerators/groq-lpu-v1/memory', 'paper')).toBe(SRAM_BYTES);
  });

  it('reads 56,320 B a cycle, 50.7 TB/s at 900 MHz (facts A1.2)', () => {
    expect(SRAM_BYTES_PER_CYCLE).toBe(56_320);
    expect(reading('accelerators/groq-lpu-v1/memoryBandwidth', 'paper')).toBe(56_320 * CLOCK_HERTZ);
  });

  it('holds 409,600 weights and makes 737.3 TOPS of INT8 (facts A1.3)', () => {
    expect(WEIGHTS_INSTALLED).toBe(409_600);
    expect(((INT8_OPERATIONS_PER_CYCLE * CLOCK_HERTZ) / TERA).toFixed(1)).toBe('737.3');
  });
});

describe('Groq racks', () => {
  const perNode = catalogue.deviceTypes['groq-node-v1']?.accelerators?.count ?? 0;

  it('of 64 active chips make 48 POPS and 12.03 PFLOPS (facts A1.3)', () => {
    const peak = (precision: string) =>
      64 * reading(`accelerators/groq-lpu-v1/densePeak.${precision}`, 'brief');
    expect(peak('int8')).toBe(48e15);
    expect(peak('fp16')).toBeCloseTo(12.032e15, -10);
  });

  it('count 72 chips, 264 in 33 nodes with 56.7 GiB, 10,440 in 145 racks (facts A1.4)', () => {
    const totals = plan(aScenario(someRacks([{ stack: times(9, groqNode) }])), catalogue).totals;

    expect(totals.accelerators).toEqual([{ type: 'groq-lpu-v1', count: 72 }]);
    expect([33 * perNode, 145 * 9 * perNode]).toEqual([264, 10_440]);
    expect(((33 * perNode * SRAM_BYTES) / 1024 ** 3).toFixed(1)).toBe('56.7');
  });

  it('have 288 global ports on nine nodes and 704 connectors on 64 active chips (facts A1.4)', () => {
    const active = 64;
    expect(PORTS_PER_RACK).toBe(288);
    expect(active * (LOCAL_LINKS + GLOBAL_LINKS)).toBe(704);
  });

  it('add up little data over 256 chips in three hops of 722 ns, 2,166 ns (facts A1.5)', () => {
    expect(Math.round(mostHops(256) * HOP_SECONDS * 1e9)).toBe(2_166);
    expect(allReduceStages(1, 256)).toHaveLength(mostHops(256));
  });

  it('for 576 chips are 72 nodes in 8 racks (facts A1.13)', () => {
    const racks = times(8, { stack: times(9, groqNode) });
    const { totals } = plan(aScenario(someRacks(racks)), catalogue);

    expect(totals).toMatchObject({ racks: 8, devices: 72, accelerators: [{ count: 576 }] });
  });

  it('for 576 chips have 144 processors and 144 TB of host memory as deployed for Mixtral (facts A1.13)', () => {
    const { devices } = aScenario(someRacks(times(8, { stack: times(9, groqNode) })));
    const nodes = Object.values(devices).filter(({ type }) => type === groqNode.type);
    const memory = reading('deviceTypes/groq-node-v1/hostMemory', 'mixtral-deployment');

    expect(nodes.length * (catalogue.deviceTypes[groqNode.type]?.processors ?? 0)).toBe(144);
    expect((nodes.length * memory) / TERA).toBe(144);
  });

  it('have 34.6 kW usable of 4 × 17.3 kW in 2N (facts A4.6)', () => {
    const { feeds } = plan(aScenario(someRacks([{ feeds: groqFeeds }])), catalogue).racks['r1' as RackId]!;
    expect((feeds.usable.typical / 1_000).toFixed(1)).toBe('34.6');
  });
});

describe('weights alone', () => {
  const memory = bytes(0.23e9);

  it('of 70 GB take 305 LPUs, Llama-2-70B in FP16 takes 600 (facts A1.6)', () => {
    expect(acceleratorsForWeights(bytes(70e9), memory)).toBe(305);
    expect(acceleratorsForWeights(weightBytes(catalogue.models['llama-2-70b']!, 'fp16'), memory)).toBe(600);
  });

  it('of 14 GB take 61 LPUs, 64 in whole servers; the 72 follow from the article’s rounded 70 (facts A1.6)', () => {
    expect(acceleratorsForWeights(bytes(14e9), memory)).toBe(61);
    expect(inWholeServers(61, 8)).toBe(64);
    expect(inWholeServers(70, 8)).toBe(72);
  });

  it.each([
    ['llama-2-7b', 524_288],
    ['llama-2-13b', 819_200],
    ['llama-2-70b', 327_680],
    ['llama-3.1-8b', 131_072],
    ['llama-3.1-70b', 327_680],
    ['llama-3.1-405b', 516_096],
    ['mixtral-8x7b', 131_072],
    ['mixtral-8x22b', 229_376],
    ['gemma-7b', 458_752],
    ['deepseek-v3', 70_272],
    ['qwen2.5-72b', 327_680],
    ['qwen3-8b', 147_456],
    ['qwen3-32b', 262_144],
    ['qwen3-30b-a3b', 98_304],
    ['qwen3-235b-a22b', 192_512],
    ['gpt-oss-20b', 49_152],
    ['gpt-oss-120b', 73_728],
  ])('%s keeps %d B of FP16 keys and values per token (facts A1.11)', (model, expected) => {
    expect(keyValueBytesPerToken(catalogue.models[model]!, 'fp16')).toBe(expected);
  });
});

describe('the money of the article', () => {
  it('is $1.44 M and $0.18 M, together $1.62 M and 2.7 times $0.6 M (facts A1.7)', () => {
    const { cost } = plan(aScenario(someRacks([{ stack: times(9, groqNode) }])), catalogue);
    const other = plan(aScenario(someRacks([{ stack: times(2, dgx) }])), catalogue).cost;

    expect(cost.lines.map(({ total }) => total.typical.amount).sort()).toEqual([144_000_000, 18_000_000]);
    expect(cost.capital.typical.amount / other.capital.typical.amount).toBeCloseTo(2.7, 10);
  });

  it('RMB 6 M are $834 k at 7.19 (facts A1.7)', () => {
    expect(Math.round(majorUnitsOf(moneyOf(6_000_000 / 7.19, 'USD')) / 1_000)).toBe(834);
  });

  it('572 cards cost 38.1 times a server and draw 10.6 times its power (facts A1.8)', () => {
    const card = reading('prices/groq-card-usd/amount', 'retail-listing');
    const server = reading('prices/h100-server-usd/amount', 'article');
    const average = reading('accelerators/groq-lpu-v1/power.typical', 'chip-average');

    expect(((572 * card) / server).toFixed(1)).toBe('38.1');
    expect(((572 * average) / 10_000).toFixed(1)).toBe('10.6');
  });
});

describe('feeds and air', () => {
  it('208 V of three phases carry 17,293 VA at 60 A and 8,646 VA at 30 A, continuously (facts A1.9)', () => {
    const at = (amperes: number) => usableWatts({ volts: 208, amperes, phases: 3 }, 0.8);
    expect([Math.round(at(60)), Math.round(at(30))]).toEqual([17_293, 8_646]);
  });

  it('10.2 kW are 34,804 BTU/h, carried away by 1,604 CFM at 20 °F and 1,069 CFM at 30 °F (facts A1.10)', () => {
    const heat = watts(10_200);
    const flow = (fahrenheit: number) => {
      const rise = kelvinDifferenceFrom(fahrenheit as FahrenheitDifference);
      return Math.round(cubicFeetPerMinute(airflowFor({ heat, rise, altitudeMeters: 0 })));
    };
    expect(Math.round(britishThermalUnitsPerHour(heat))).toBe(34_804);
    expect([flow(20), flow(30)]).toEqual([1_604, 1_069]);
  });

  it('four DGX H100 in 42U take 32U, 522 kg and 40.8 kW (facts A1.12)', () => {
    const rack = plan(aScenario(someRacks([{ stack: times(4, dgx) }])), catalogue).racks['r1' as RackId]!;
    const mass = 4 * reading('deviceTypes/dgx-h100/mass', 'guide');

    expect(rack.space).toMatchObject({ fits: true, units: 42, usedUnits: 32 });
    expect(Math.round(mass)).toBe(522);
    expect(rack.power.maximum.typical).toBe(40_800);
  });
});

describe('cost and energy over years', () => {
  it.each([
    [300_000, 60_000],
    [2_300_000, 460_000],
  ])('$%d over five years is $%d a year, straight line (facts A4.3)', (capital, perYear) => {
    const share = yearlyShares({ method: 'straight-line', years: 5, interestRate: 0 }).ofCapital;
    expect(multiplyMoney(moneyOf(capital, 'USD'), share)).toEqual(moneyOf(perYear, 'USD'));
  });

  it('20,480 GPUs of 1,389 W take 28.4 MW, 249,185 MWh and $20.7 M a year (facts A4.4)', () => {
    const typical = watts(20_480 * 1_389);
    const average = averagePower({ typical, idle: watts(0), utilisation: 0.8 });
    const megawattHours = yearlyEnergy(average, 1.25) / 1e6;

    expect((typical / 1e6).toFixed(1)).toBe('28.4');
    expect(Math.abs(megawattHours / 249_185 - 1)).toBeLessThan(1e-3);
    expect(((megawattHours * 1_000 * 0.083) / 1e6).toFixed(1)).toBe('20.7');
  });
});
