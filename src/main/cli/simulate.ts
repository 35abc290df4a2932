import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { ServingCase } from '#shared/serving/case';
import { readLengths } from '#shared/serving/request-table';
import type { ServingResult } from '#shared/serving/report';
import { plainContext } from '#main/services/computing';
import { spread } from '#main/jobs/spread';
import { simulateCases } from '#main/simulator/serving/simulate-cases';
import { readTrace } from '#main/simulator/serving/trace';
import { servingColumns } from '#main/exchange/streams/answer-columns';
import { type Leniency, lenientOption } from './arguments';
import { exitCode, InvalidInput, nameOf, readText, type CommandHost, type Finish } from './host';
import { offerRows, printAnswers, rowHelp, type RowOptions } from './row-options';

const caseLimits = { bytes: 256 * 1024 * 1024, depth: 16, cases: 100_000 } as const;

const help = `
A case is a case of fleetwright estimate in serving mode, with these additional fields:
  {"id": "a", "hardware": "h100-sxm", "devices": 8, "tensorParallel": 2, "model": "llama-3.1-70b", "weights": "fp8",
   "input": 1024, "output": 256, "requestsPerSecond": 10, "requests": 1000, "seed": 1,
   "arrivals": {"kind": "poisson"}, "lengths": {"kind": "log-normal", "inputSigma": 0.5, "outputSigma": 0.5}}

  closedLoop   in place of requestsPerSecond and arrivals: the number of requests in flight, each ended one followed by the
               next; rampSeconds spreads the first ones. Unless stated, requests is ten times closedLoop, and lengths
               spread by 6 %
  arrivals     {"kind": "poisson"}, {"kind": "constant"}, {"kind": "gamma", "coefficientOfVariation": 2},
               {"kind": "on-off", "onSeconds": 10, "offSeconds": 20}, {"kind": "trace", "text": "time,input,output\\n..."}
  lengths      {"kind": "fixed"}, {"kind": "log-normal", ...}, {"kind": "empirical", "pairs": [[1024, 256], ...]}
  routing      least-loaded or round-robin
  scheduling   chunked (prefill alongside decoding) or prefill-first; chunkTokens limits the prompt tokens per step
  cachePolicy  reserve or preempt (default: that of the engine)
  prefixCaching {"kind": "share", "share": 0.5}, {"kind": "groups", "groups": 20, "tokens": 800} or {"kind": "trace"}, by
               the columns prefix and prefixTokens of the trace
  disaggregated {"prefillReplicas": 2, "linkBytesPerSecond": 100e9}: replicas that only prefill
  objective    {"timeToFirstTokenSeconds": 1, "timePerOutputTokenSeconds": 0.05} for goodput
  failures     [{"replica": 0, "atSeconds": 10, "forSeconds": 60}]
  queueLimit   maximum queue per replica;  untilSeconds  end of the simulation

Examples:
  fleetwright simulate cases.json
  fleetwright simulate cases.ndjson --format csv > answers.csv
  fleetwright simulate cases.json --trace requests.csv
  fleetwright simulate cases.json --lengths measured.csv
  echo '[{"id":"a","hardware":"h100-sxm","model":"llama-3.1-8b","input":512,"output":128,"requestsPerSecond":5}]' |
    fleetwright simulate -

Exit code: 0 every case ran; 1 a case does not fit or is not valid; 2 a file cannot be read.`;

interface Options extends Leniency, RowOptions {
  readonly trace?: string;
  readonly lengths?: string;
}

type Parts = Partial<Pick<ServingCase, 'arrivals' | 'lengths'>>;

export function defineSimulate(command: Command, host: CommandHost, finish: Finish): void {
  offerRows(command.argument('<cases>', 'file with the cases; - for standard input'))
    .option('--trace <file>', 'CSV file with the columns time, input and output: the arrivals of every case')
    .option(
      '--lengths <file>',
      'CSV file with the columns input and output: the length distribution of every case',
    )
    .option(...lenientOption)
    .addHelpText('after', rowHelp)
    .addHelpText('after', help)
    .action(async (file: string, { trace, lengths, lenient, ...rows }: Options) => {
      const arriving = trace === undefined ? {} : tracedBy(trace, await readText(host, trace));
      const long = lengths === undefined ? {} : drawnFrom(lengths, await readText(host, lengths));
      const allRan = await printAnswers(host, {
        ...rows,
        question: 'simulate',
        input: { file, limits: caseLimits, schema: ServingCase, lenient },
        own: servingColumns,
        adjust: withParts({ ...arriving, ...long }),
        whole: (cases) => served(host, cases),
      });
      finish(allRan ? exitCode.done : exitCode.refused);
    });
}

/** Cases are independent and seeded by themselves, so that the results do not depend on how many run at once. */
async function served(host: CommandHost, cases: readonly unknown[]): Promise<readonly ServingResult[]> {
  if (cases.length < 2 || host.computing === undefined) {
    const { catalogue } = await host.services();
    return simulateCases(cases, catalogue);
  }
  const computing = await host.computing();
  const answer = await spread(cases, { lanes: availableParallelism(), context: plainContext }, (each, part) =>
    // A case that is no valid one is answered as such by the simulation itself.
    computing.run('simulateServing', { cases: [each as ServingCase] }, part),
  );
  await computing.close();
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
}

/** The trace is read here too, so that what is wrong with it is said once and not in the answer to every case. */
function tracedBy(file: string, text: string): Parts {
  const requests = readTrace(text);
  if (!requests.ok) throw new InvalidInput(`${nameOf(file)}: ${requests.error.message}`);
  return { arrivals: { kind: 'trace', text } };
}

function drawnFrom(file: string, text: string): Parts {
  const pairs = readLengths(text);
  if (!pairs.ok) throw new InvalidInput(`${nameOf(file)}: ${pairs.error.message}`);
  return { lengths: { kind: 'empirical', pairs: pairs.value } };
}

/** What files say of every case, in place of what the case says itself. */
const withParts =
  (parts: Parts) =>
  (each: unknown): unknown =>
    typeof each === 'object' && each !== null ? { ...each, ...parts } : each;
