import { withUnit } from '#shared/language/written';
import type { Command } from 'commander';
import { spread } from '#main/jobs/spread';
import { plainContext } from '#main/services/computing';
import type { Cancellation } from '#shared/api/contract';
import { metPercent } from '#shared/serving/verdict-words';
import { success } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { ScenarioId } from '#shared/schema/ids';
import {
  rankSizes,
  type SizedFleet,
  type SizeOutcome,
  type SizingReport,
  SizingRequest,
  type UnsizedFleet,
} from '#shared/sizing/sizing';
import texts from '../../../resources/locales/en/size.json';
import {
  checkKnown,
  type Leniency,
  lenientOption,
  readRequest,
  readTerms,
  requestByOptions,
} from './arguments';
import { stopText } from './fit-text';
import {
  type CommandHost,
  exitCode,
  type Finish,
  InvalidInput,
  nameOf,
  onEveryCore,
  printJson,
  UsageError,
  wholeNumber,
  writeText,
} from './host';
import { moneyRangeText, quantityText, rangeText, textTable } from './text-table';
import { saidOf } from './verdict-text';
import { offerRows, printRows, type RowOptions } from './row-options';
import { withNoun } from '#shared/text/plural';

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
const sizedText = (outcome: SizeOutcome): string =>
  outcome.meets
    ? `${outcome.name}: servers ${outcome.deployment.servers}, racks ${outcome.racks}, ${outcome.serversPriced ? moneyRangeText(outcome.total) : 'no price'}\n`
    : `${outcome.name}: does not meet the objective\n`;

/** The fleets that meet the objective, cheapest first, and why each other one fails; for people. */
function sizeText(request: SizingRequest, report: SizingReport): string {
  const met = report.outcomes.filter((outcome): outcome is SizedFleet => outcome.meets);
  const failed = report.outcomes.filter((outcome): outcome is UnsizedFleet => !outcome.meets);
  const rate = `${withNoun(quantityText(report.plannedRequestsPerSecond, '1'), 'request', 'requests')} per second`;
  const parts = [
    `${request.workload.model} at ${rate}: ${objectiveText(request)}\n`,
    report.unfinished === undefined
      ? ''
      : `Stopped before these were sized: ${report.unfinished.join(', ')}. Only the others are ranked.\n`,
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
    report.nearest === undefined ? '' : `Closest: ${report.nearest.name}.\n`,
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function objectiveText({ objective, spareServers }: SizingRequest): string {
  const { timeToFirstTokenSeconds: first, timePerOutputTokenSeconds: each, percentile } = objective;
  const times = [
    ...(first === undefined ? [] : [`first token within ${quantityText(first, 's')}`]),
    ...(each === undefined ? [] : [`each further token within ${quantityText(each, 's')}`]),
  ];
  const spare = spareServers === 0 ? '' : `; N + ${spareServers}`;
  return `${times.join(', ')} for ${withUnit(String(percentile), '%')} of requests${spare}`;
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
    withUnit(metPercent(simulated.objectiveMetShare).toFixed(1), '%'),
    texts.bindings[fleet.binding],
  ];
}

const servicesText = (met: readonly SizedFleet[]): string =>
  met.map(({ name, service }) => `${name}: ${saidOf(service)}\n`).join('');

const racksText = (met: readonly SizedFleet[]): string =>
  met
    .flatMap(({ name, racks, rackStops }) =>
      rackStops.map((stop) => `${name}: racks limited by ${stopText(stop)}: ${stop.racks} of ${racks}.\n`),
    )
    .join('');

function notes(met: readonly SizedFleet[]): string {
  const unpriced = [...new Set(met.flatMap((fleet) => fleet.unpriced))];
  return unpriced.length === 0 ? '' : `Excluded from totals (no price): ${unpriced.join(', ')}.\n`;
}

const help = `
A request file has the values of the options, and more:
  {"workload": {"model": "llama-3.1-70b", "inputTokens": 1024, "outputTokens": 256, "requestsPerSecond": 20,
                "peakFactor": 2, "growthPerYear": 0.2, "growthYears": 1},
   "objective": {"timeToFirstTokenSeconds": 1, "timePerOutputTokenSeconds": 0.05, "percentile": 95},
   "spareServers": 1, "weights": ["fp8", "int8"], "rack": {"type": "rack-42u"}}

Times are first estimated and then confirmed by simulation, event by event: the percentile of requests must meet both
times. Fleets are placed in racks and priced with the site, prices and finance terms of --terms.

Examples:
  fleetwright size --model llama-3.1-70b --input 1024 --output 256 --rate 20 --ttft 1 --tpot 0.05
  fleetwright size need.json --terms hall.fleetwright.json --json
  fleetwright size need.json --hardware groq-lpu-v1,h100-sxm --save winner.fleetwright.json

Progress goes to standard error, one line per sized accelerator. Ctrl-C stops the search: the fleets found so far are
ranked, and the accelerators not sized are listed.

Exit code: 0 a fleet meets the objective; 1 none does, or the request is not valid; 2 a file cannot be read; 130 the
search was interrupted.`;

interface Options extends Leniency, RowOptions {
  readonly model?: string;
  readonly input?: string;
  readonly output?: string;
  readonly rate?: string;
  readonly peak?: string;
  readonly growth?: string;
  readonly growthYears?: string;
  readonly ttft?: string;
  readonly tpot?: string;
  readonly percentile?: string;
  readonly spare?: string;
  readonly weights?: string;
  readonly hardware?: string;
  readonly terms?: string;
  readonly save?: string;
  readonly json?: true;
}

export function defineSize(command: Command, host: CommandHost, finish: Finish): void {
  offerRows(
    command.argument('[request]', 'JSON file with the demand, or - for standard input (or use options)'),
  )
    .option('--model <id>', 'model in the catalogue')
    .option('--input <tokens>', 'input tokens per request')
    .option('--output <tokens>', 'output tokens per request')
    .option('--rate <requests>', 'mean requests per second')
    .option('--peak <factor>', 'peak rate over mean rate')
    .option('--growth <fraction>', 'growth of the request rate per year, such as 0.2')
    .option('--growth-years <years>', 'years of growth to plan for')
    .option('--ttft <seconds>', 'maximum time to first token')
    .option('--tpot <seconds>', 'maximum time per output token')
    .option('--percentile <p>', 'percentile of requests that must meet both times')
    .option('--spare <servers>', 'N + k: spare servers that replace failed ones')
    .option('--weights <list>', 'allowed precisions, preferred first, such as fp8,int8')
    .option('--hardware <list>', 'accelerators to size (default: all in the catalogue)')
    .option('--terms <file>', 'scenario with the site, prices and finance terms to use')
    .option('--save <file>', 'write the cheapest fleet as a scenario')
    .option(...lenientOption)
    .option('--json', 'print the report as JSON (see: fleetwright schema size-report)')
    .addHelpText('after', help)
    .action(async (file: string | undefined, options: Options) => {
      const terms = await readTerms(host, options.terms);
      const request = await requestOf(host, { file, options, terms });
      const { catalogue } = await host.services();
      checkKnown(
        file === undefined ? '--model' : `${nameOf(file)}: workload.model`,
        request.workload.model,
        Object.keys(catalogue.models),
      );
      const known = Object.keys(catalogue.accelerators);
      const parts = options.hardware?.split(',') ?? known;
      for (const part of parts) checkKnown('--hardware', part, known);
      const report = await sized(host, {
        request,
        parts,
        told: (outcome) => {
          if (!options.json && options.format === undefined) host.err(sizedText(outcome));
        },
      });
      if (options.format !== undefined) printRows(host, report.outcomes, options);
      else if (options.json) printJson(host, report);
      else host.out(sizeText(request, report));
      if (options.save !== undefined) await saveWinner(host, { request, report, file: options.save });
      if (report.unfinished !== undefined) finish(exitCode.interrupted);
      else finish(report.outcomes.some(({ meets }) => meets) ? exitCode.done : exitCode.refused);
    });
}

function decimal(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new UsageError(`“${text}” is not a number`);
  return value;
}

const given = <Value>(name: string, text: string | undefined, read: (text: string) => Value) =>
  text === undefined ? {} : { [name]: read(text) };

const optionNames = {
  'workload.model': '--model',
  'workload.inputTokens': '--input',
  'workload.outputTokens': '--output',
  'workload.requestsPerSecond': '--rate',
  'workload.peakFactor': '--peak',
  'workload.growthPerYear': '--growth',
  'workload.growthYears': '--growth-years',
  'objective.timeToFirstTokenSeconds': '--ttft',
  'objective.timePerOutputTokenSeconds': '--tpot',
  'objective.percentile': '--percentile',
  spareServers: '--spare',
  weights: '--weights',
} as const;

async function requestOf(
  host: CommandHost,
  asked: { readonly file: string | undefined; readonly options: Options; readonly terms: Scenario },
): Promise<SizingRequest> {
  const { file, options, terms } = asked;
  if (file !== undefined) {
    return readRequest(host, { file, schema: SizingRequest, terms, lenient: options.lenient });
  }
  if (options.model === undefined) throw new UsageError('a request file or --model is required');
  return requestByOptions(
    SizingRequest,
    {
      terms,
      workload: {
        model: options.model,
        ...given('inputTokens', options.input, wholeNumber),
        ...given('outputTokens', options.output, wholeNumber),
        ...given('requestsPerSecond', options.rate, decimal),
        ...given('peakFactor', options.peak, decimal),
        ...given('growthPerYear', options.growth, decimal),
        ...given('growthYears', options.growthYears, decimal),
      },
      objective: {
        ...given('timeToFirstTokenSeconds', options.ttft, decimal),
        ...given('timePerOutputTokenSeconds', options.tpot, decimal),
        ...given('percentile', options.percentile, decimal),
      },
      ...given('spareServers', options.spare, wholeNumber),
      ...given('weights', options.weights, (text) => text.split(',')),
    },
    optionNames,
  );
}

interface Sizing {
  readonly request: SizingRequest;
  readonly parts: readonly string[];
  /** Told every outcome as soon as it is there. */
  readonly told: (outcome: SizeOutcome) => void;
}

/** Sizes all parts on every core. An interrupt stops the search; what was found by then is ranked all the same. */
async function sized(host: CommandHost, { request, parts, told }: Sizing): Promise<SizingReport> {
  const found: SizeOutcome[] = [];
  const search = (signal: Cancellation) =>
    onEveryCore(host, ({ lanes, run }) =>
      spread(parts, { lanes, context: { ...plainContext, signal } }, async (hardware, part) => {
        if (signal.aborted) return success([]);
        const outcome = await run('sizeOn', { request, hardware }, part);
        if (!outcome.ok) return outcome;
        found.push(outcome.value);
        told(outcome.value);
        return success([]);
      }).then((answer) => (signal.aborted ? success([]) : answer)),
    );
  const answer = await (host.interruptible?.(search) ?? search(plainContext.signal));
  if (!answer.ok) throw new Error(answer.error.message);
  const sizedParts = new Set(found.map(({ hardware }) => hardware));
  const unfinished = parts.filter((part) => !sizedParts.has(part));
  const report = rankSizes(request, found);
  return unfinished.length === 0 ? report : { ...report, unfinished };
}

async function saveWinner(
  host: CommandHost,
  {
    request,
    report,
    file,
  }: { readonly request: SizingRequest; readonly report: SizingReport; readonly file: string },
): Promise<void> {
  const best = report.outcomes.find(({ meets }) => meets);
  if (best?.meets !== true) throw new InvalidInput('no fleet to save: none meets the objective');
  const { computations } = await host.services();
  const { deployment } = best;
  const name = `${request.workload.model} on ${deployment.devices} × ${best.hardware}`;
  const laid = await computations.layOutSize(
    { request, deployment, id: ScenarioId.parse('sized'), name },
    plainContext,
  );
  if (!laid.ok) throw new InvalidInput(laid.error.message);
  await writeText(host, `${JSON.stringify(laid.value, null, 2)}\n`, file);
}
