import { shareWriter } from '#shared/language/written';
import type { Command } from 'commander';
import {
  type CrossValidation,
  type GateVerdict,
  heldOf,
  type ValidationReport,
  type ValidationRow,
  verdictOnLeftOut,
} from '#shared/validation/validation';
import { validate } from '#main/simulator/validation/validate';
import { exitCode, InvalidInput, printJson, writeContent, type CommandHost, type Finish } from './host';
import { offerRows, printRows, type RowOptions } from './row-options';

const examples = `
Groups: static-latency, throughput, first-token, serving-first-token, inter-token, serving-throughput, power, lpu.

Examples:
  fleetwright validate
  fleetwright validate --only trtllm-0.17
  fleetwright validate --only throughput --json -`;

interface Options extends RowOptions {
  readonly only?: string;
  readonly json?: string;
}

export function defineValidate(command: Command, host: CommandHost, finish: Finish): void {
  offerRows(command)
    .option('--only <name>', 'only cases whose group, engine, model, hardware or id contains this text')
    .option('--json <file>', 'write the report as JSON to a file, or - to standard output')
    .addHelpText('after', examples)
    .action(async ({ only, json, ...rows }: Options) => {
      const { catalogue, ...services } = await host.services();
      const measured = await services.measured();
      const chosen =
        only === undefined ? measured : measured.filter((each) => matches(JSON.stringify(each.case), only));
      const whole = validate(chosen.length === 0 ? measured : chosen, catalogue);
      const report = chosen.length === 0 && only !== undefined ? groupOnly(whole, only) : whole;
      if (report.rows.length === 0) throw new InvalidInput(`no measured case matches ${String(only)}`);
      if (rows.format !== undefined) printRows(host, report.rows, rows);
      else if (json === '-') printJson(host, report);
      else {
        host.out(textOf(report));
        if (json !== undefined) await writeContent(host, `${JSON.stringify(report, null, 2)}\n`, json);
      }
      finish(exitCode.done);
    });
}

const matches = (text: string, only: string): boolean => text.toLowerCase().includes(only.toLowerCase());

const groupOnly = (report: ValidationReport, only: string): ValidationReport => ({
  ...report,
  rows: report.rows.filter(({ group }) => matches(group, only)),
  summary: report.summary.filter(({ group }) => matches(group, only)),
});

const oneDecimal = shareWriter({ decimals: 1, padded: true });
const percent = (share: number | undefined): string => (share === undefined ? '–' : oneDecimal(share));
const wholePercent = shareWriter();
const number = (value: number | undefined): string => (value === undefined ? '–' : value.toPrecision(4));

function textOf(report: ValidationReport): string {
  const groups = report.summary.map(({ group }) =>
    [`\n${group}`, ...report.rows.filter((row) => row.group === group).map(lineOf)].join('\n'),
  );
  const summary = report.summary.map(
    ({ group, rows, median, p80, mean, coverage, gate }) =>
      `${group.padEnd(22)}${String(rows).padStart(5)}${percent(median).padStart(10)}${percent(p80).padStart(10)}` +
      `${percent(mean).padStart(10)}${percent(coverage).padStart(10)}${gateText(gate)}`,
  );
  const crossed = report.crossValidation.map(
    (left) =>
      `${`${left.engine}, ${left.leftOut}`.padEnd(30)}${String(left.rows).padStart(5)}${percent(left.median).padStart(10)}` +
      `${percent(left.p80).padStart(10)}${percent(left.coverage).padStart(10)}${gateText(verdictOnLeftOut(left))}`,
  );
  const together = togetherOf(report.crossValidation).map(
    ({ name, rows, coverage }) =>
      `${name.padEnd(30)}${String(rows).padStart(5)}${percent(coverage).padStart(30)}`,
  );
  return [
    ...groups,
    `\n${'summary'.padEnd(22)} rows    median       p80      mean  coverage  aim`,
    ...summary,
    `\n${'left out of calibration'.padEnd(30)} rows    median       p80  coverage  aim`,
    ...crossed,
    ...together,
    '\naccuracy published for other tools',
    ...report.peers.map(({ name, accuracy, source }) => `${name}: ${accuracy} (${source})`),
    '',
  ].join('\n');
}

/** The share of rows in their interval: of all engines by what was left out, and of everything but whole engines. */
function togetherOf(crossed: readonly CrossValidation[]) {
  const kinds = [...new Set(crossed.map(({ leftOut }) => leftOut))];
  const groups: readonly (readonly [string, readonly CrossValidation[]])[] = [
    ...kinds.map((kind) => [kind, crossed.filter(({ leftOut }) => leftOut === kind)] as const),
    ['except whole engines', crossed.filter(({ leftOut }) => leftOut !== 'engine')],
  ];
  return groups.map(([name, each]) => ({ name: `all, ${name}`, ...heldOf(each) }));
}

function gateText(gate: GateVerdict | undefined): string {
  if (gate === undefined) return '';
  const p80 = gate.p80 === undefined ? '' : ` / ${wholePercent(gate.p80)}`;
  return `  ${wholePercent(gate.median)}${p80} ${gate.met ? 'met' : 'MISSED'}`;
}

function lineOf(row: ValidationRow): string {
  const interval =
    row.interval === undefined ? '' : ` [${number(row.interval[0])}, ${number(row.interval[1])}]`;
  const note = row.outlier === undefined ? '' : `  not counted: ${row.outlier}`;
  const error = row.error === undefined ? (row.because ?? '') : percent(row.error);
  return `  ${row.id.padEnd(46)} ${row.figure.padEnd(30)} ${number(row.measured).padStart(9)} → ${number(row.predicted).padStart(9)} ${error.padStart(9)}${interval}${note}`;
}
