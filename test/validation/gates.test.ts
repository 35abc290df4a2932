import { beforeAll, describe, expect, it } from 'vitest';
import { validate } from '#main/simulator/validation/validate';
import { constantsOf } from '#main/simulator/gpu/engine/constants';
import { loadMeasuredCases } from '#main/catalogue/load';
import {
  type ValidationGroup,
  type ValidationReport,
  type ValidationSummary,
  verdictOn,
} from '#shared/validation/validation';
import { shippedCatalogue } from '../support/catalogue';

/** On how many parts an engine was measured. */
const partsOf = (engine: string): number => constantsOf(engine).calibratedOn.hardware.length;

let report: ValidationReport;
beforeAll(async () => {
  report = validate(await loadMeasuredCases('resources/validation/measured.json'), await shippedCatalogue());
});

function summaryOf(group: ValidationGroup): ValidationSummary {
  const found = report.summary.find((each) => each.group === group);
  if (found === undefined) throw new Error(`no rows in ${group}`);
  return found;
}

/** An engine left out whole has other constants than the rest: that is what calibrations are for. */
const withoutEngines = ({ crossValidation }: ValidationReport): ValidationReport['crossValidation'] =>
  crossValidation.filter(({ leftOut }) => leftOut !== 'engine');

describe('the gates of measured against predicted', () => {
  it('static latency: median at most 5 %, 80th percentile at most 13 %', () => {
    expect(summaryOf('static-latency').rows).toBeGreaterThanOrEqual(20);
    expect(summaryOf('static-latency').median).toBeLessThanOrEqual(0.05);
    expect(summaryOf('static-latency').p80).toBeLessThanOrEqual(0.13);
  });

  it('throughput: median at most 10 %, 80th percentile at most 25 %', () => {
    expect(summaryOf('throughput').rows).toBeGreaterThanOrEqual(24);
    expect(summaryOf('throughput').median).toBeLessThanOrEqual(0.1);
    expect(summaryOf('throughput').p80).toBeLessThanOrEqual(0.25);
  });

  it('first token: median at most 15 %', () => {
    expect(summaryOf('first-token').rows).toBeGreaterThanOrEqual(4);
    expect(summaryOf('first-token').median).toBeLessThanOrEqual(0.15);
  });

  it('online serving: inter-token latency within 12 %, first token within 25 %', () => {
    expect(summaryOf('inter-token').median).toBeLessThanOrEqual(0.12);
    expect(summaryOf('serving-first-token').median).toBeLessThanOrEqual(0.25);
  });

  it('are those that the report shows as aims, each with its verdict', () => {
    const shown = report.summary.flatMap(({ group, gate }) => (gate ? [[group, gate] as const] : []));

    expect(Object.fromEntries(shown)).toEqual({
      'static-latency': { median: 0.05, p80: 0.13, met: true },
      throughput: { median: 0.1, p80: 0.25, met: true },
      'first-token': { median: 0.15, met: true },
      'inter-token': { median: 0.12, met: true },
      'serving-first-token': { median: 0.25, met: true },
    });
    expect(verdictOn('throughput', { median: 0.09, p80: 0.26 })?.met).toBe(false);
    expect(verdictOn('throughput', { median: 0.11, p80: 0.2 })?.met).toBe(false);
    expect(verdictOn('power', { median: 0, p80: 0 })).toBeUndefined();
  });

  it('power from load: every row within 15 %, the server at the wall within 10 % (facts A4.1, A4.7)', () => {
    const rows = report.rows.filter(({ group }) => group === 'power');
    expect(rows.length).toBeGreaterThanOrEqual(5);
    for (const { figure, error } of rows) {
      expect(Math.abs(error!)).toBeLessThanOrEqual(figure === 'serverPowerWatts' ? 0.1 : 0.15);
    }
  });

  it('models, parts, lengths, batches and splits left out of the calibration stay within median 10 %, 80 % within 25 %, for every engine of one part', () => {
    const engines = new Set(
      report.rows.filter(({ group }) => group !== 'power' && group !== 'lpu').map(({ engine }) => engine),
    );
    const crossed = new Set(report.crossValidation.map(({ engine }) => engine));
    for (const engine of engines) expect(crossed).toContain(engine);
    const onOnePart = withoutEngines(report).filter(({ engine }) => partsOf(engine) === 1);
    expect(onOnePart.length).toBeGreaterThan(4);
    for (const { engine, leftOut, median, p80 } of onOnePart) {
      expect(median, `${engine}, ${leftOut}`).toBeLessThanOrEqual(0.1);
      expect(p80, `${engine}, ${leftOut}`).toBeLessThanOrEqual(0.25);
    }
  });

  it('and within median 20 % of several parts and more models, 80 % within 35 % for those of the first report (facts, suggested gates)', () => {
    const first = new Set(report.rows.map(({ engine }) => engine));
    const onSeveral = withoutEngines(report).filter(({ engine }) => partsOf(engine) > 1);
    expect(onSeveral.length).toBeGreaterThan(4);
    for (const { engine, leftOut, median, p80 } of onSeveral) {
      expect(median, `${engine}, ${leftOut}`).toBeLessThanOrEqual(0.2);
      if (first.has(engine)) expect(p80, `${engine}, ${leftOut}`).toBeLessThanOrEqual(0.35);
    }
  });

  it('engines that nothing was measured on are predicted from the others within median 25 %, of a runtime of their own within 30 %', () => {
    for (const { engine, leftOut, median } of report.crossValidation) {
      if (leftOut !== 'engine') continue;
      expect(median, engine).toBeLessThanOrEqual(/^(vllm|sglang)/.test(engine) ? 0.3 : 0.25);
    }
  });

  it('intervals of 80 % hold about that share of rows that were left out, and no less than 65 % of any larger group', () => {
    const all = withoutEngines(report);
    const share = (groups: typeof all) =>
      groups.reduce((total, { rows, coverage }) => total + rows * coverage, 0) /
      groups.reduce((total, { rows }) => total + rows, 0);
    expect(share(all)).toBeGreaterThanOrEqual(0.76);
    expect(share(all)).toBeLessThanOrEqual(0.86);
    for (const { engine, leftOut, rows, coverage } of report.crossValidation) {
      if (rows >= 15 && leftOut !== 'engine')
        expect(coverage, `${engine}, ${leftOut}`).toBeGreaterThanOrEqual(0.65);
    }
    for (const leftOut of new Set(all.map((each) => each.leftOut))) {
      expect(share(all.filter((each) => each.leftOut === leftOut)), leftOut).toBeGreaterThanOrEqual(0.7);
    }
  });

  it('intervals of engines that nothing was measured on hold 80 % of what was, engines counted alike', () => {
    const whole = report.crossValidation.filter(({ leftOut }) => leftOut === 'engine');
    const share = whole.reduce((total, { coverage }) => total + coverage, 0) / whole.length;
    expect(share).toBeGreaterThanOrEqual(0.72);
    expect(share).toBeLessThanOrEqual(0.9);
  });

  it('lists outliers without counting them', () => {
    const outliers = report.rows.filter(({ outlier }) => outlier !== undefined);
    expect(outliers).toHaveLength(2);
    expect(summaryOf('throughput').rows).toBe(
      report.rows.filter(({ group }) => group === 'throughput').length - outliers.length,
    );
  });
});
