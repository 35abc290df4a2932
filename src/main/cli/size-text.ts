import { metPercent } from '#shared/estimate/verdict-words';
import type { SizedFleet, SizeOutcome, SizingReport, SizingRequest, UnsizedFleet } from '#shared/sizing';
import { moneyRangeText, quantityText, rangeText } from './figure-text';
import { stopText } from './fit-text';
import { textTable } from './text-table';
import { saidOf } from './verdict-text';

const heads = [
  'Fleet',
  'Servers',
  'Split',
  'Racks',
  'Power',
  'Capital',
  'Over all years',
  'Million tokens',
  'First token',
  'Each token',
  'Met',
  'Bound by',
] as const;

/** One line as soon as a part is sized. */
export const sizedText = (outcome: SizeOutcome): string =>
  outcome.meets
    ? `${outcome.name}: servers ${outcome.deployment.servers}, racks ${outcome.racks}, ${outcome.serversPriced ? moneyRangeText(outcome.total) : 'no price'}\n`
    : `${outcome.name}: does not meet the objective\n`;

/** The fleets that meet the objective, cheapest first, and why each other one fails; for people. */
export function sizeText(request: SizingRequest, report: SizingReport): string {
  const met = report.outcomes.filter((outcome): outcome is SizedFleet => outcome.meets);
  const failed = report.outcomes.filter((outcome): outcome is UnsizedFleet => !outcome.meets);
  const rate = `${quantityText(report.plannedRequestsPerSecond, '1')} requests per second`;
  const parts = [
    `${request.workload.model} at ${rate}: ${objectiveText(request)}\n`,
    report.unfinished === undefined
      ? ''
      : `Stopped before these were sized; what follows ranks only the others: ${report.unfinished.join(', ')}.\n`,
    met.length === 0 && failed.length > 0 ? 'No fleet meets the objective.\n' : '',
    met.length === 0
      ? ''
      : textTable(
          heads.map((head) => ({ head })),
          met.map((fleet) => rowOf(fleet, report)),
        ),
    servicesText(met),
    racksText(met),
    notes(met),
    failed.length === 0
      ? ''
      : `Does not meet the objective\n${failed.map(({ name, refusal }) => `  ${name}: ${refusal.message}\n`).join('')}`,
    report.nearest === undefined ? '' : `Nearest: ${report.nearest.name}.\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function objectiveText({ objective, spareServers }: SizingRequest): string {
  const { timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each, percentile } = objective;
  const times = [
    ...(first === undefined ? [] : [`the first token within ${quantityText(first, 's')}`]),
    ...(each === undefined ? [] : [`each further one within ${quantityText(each, 's')}`]),
  ];
  const spare = spareServers === 0 ? '' : `; N + ${spareServers}`;
  return `${times.join(' and ')} for ${percentile} of 100 requests${spare}`;
}

function rowOf(fleet: SizedFleet, { winner, runnerUp }: SizingReport): readonly string[] {
  const { deployment, simulated } = fleet;
  const { replicas, tensorParallel, pipelineParallel, weights, servers, spareServers } = deployment;
  const place = fleet.hardware === winner ? '1 ' : fleet.hardware === runnerUp ? '2 ' : '  ';
  const money = (range: Parameters<typeof moneyRangeText>[0]) =>
    fleet.serversPriced ? moneyRangeText(range) : 'no price';
  return [
    `${place}${fleet.name}`,
    spareServers === 0 ? String(servers) : `${servers} + ${spareServers}`,
    `${replicas} × (${tensorParallel} × ${pipelineParallel}) ${weights}`,
    String(fleet.racks),
    fleet.powerUnknownFor.length > 0 ? 'not known' : rangeText(fleet.powerWatts, 'W'),
    money(fleet.capital),
    money(fleet.total),
    fleet.perMillionOutputTokens === undefined ? '' : money(fleet.perMillionOutputTokens),
    quantityText(simulated.timeToFirstTokenSeconds, 's'),
    quantityText(simulated.timePerOutputTokenSeconds, 's'),
    `${metPercent(simulated.objectiveMetShare).toFixed(1)} %`,
    fleet.binding,
  ];
}

const servicesText = (met: readonly SizedFleet[]): string =>
  met.map(({ name, service }) => `${name}: ${saidOf(service)}\n`).join('');

const racksText = (met: readonly SizedFleet[]): string =>
  met
    .flatMap(({ name, racks, rackStops }) =>
      rackStops.map((stop) => `${name}: racks stopped by ${stopText(stop)}: ${stop.racks} of ${racks}.\n`),
    )
    .join('');

function notes(met: readonly SizedFleet[]): string {
  const unpriced = [...new Set(met.flatMap((fleet) => fleet.unpriced))];
  return unpriced.length === 0 ? '' : `Excluded from totals (no price): ${unpriced.join(', ')}.\n`;
}
