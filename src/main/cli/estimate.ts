import type { Command } from 'commander';
import { EstimateCase } from '#shared/estimate/case';
import { estimate } from '#main/simulator/estimate';
import { estimateColumns } from '#main/exchange/streams/answer-columns';
import { type Leniency, lenientOption } from './arguments';
import { exitCode, type CommandHost, type Finish } from './host';
import { offerRows, printAnswers, rowHelp, type RowOptions } from './row-options';

const caseLimits = { bytes: 64 * 1024 * 1024, depth: 16, cases: 500_000 } as const;

const examples = `
A case:
  {"id": "a", "hardware": "h100-sxm", "devices": 2, "tensorParallel": 2, "model": "llama-3.1-70b",
   "weights": "fp8", "kv": "fp8", "mode": "static", "batch": 32, "input": 1024, "output": 512}

A replica has tensorParallel × attentionDataParallel × pipelineParallel devices. "attentionDataParallel" (default 1) is the
number of attention ranks; each handles different requests and has its own tensor split and cache. "expertParallel"
(default 1) is the number of groups of the tensorParallel × attentionDataParallel devices over which whole experts are
spread; within a group each expert is split by tensors. "redundantExperts" adds copies of busy experts. An example:
  {"id": "b", "hardware": "h200-sxm", "devices": 8, "tensorParallel": 1, "attentionDataParallel": 8, "expertParallel": 8,
   "model": "deepseek-v3", "mode": "in-flight", "input": 1024, "output": 1024}

With "mode": "serving" and "requestsPerSecond", "lengths" is the distribution of input and output lengths, as in
fleetwright simulate: {"kind": "log-normal", "inputSigma": 0.5, "outputSigma": 0.5}. If omitted, all requests have the
same length.

In place of a rate, "closedLoop": 64 keeps 64 requests in flight: as one ends, the next is asked. "rampSeconds" spreads its
first requests, "requests" makes a run finite, with its beginning and its end in the figures (mode in-flight or serving).

Examples:
  fleetwright estimate --cases cases.json
  fleetwright estimate --cases cases.ndjson --format csv --columns id,case.batch,outputTokensPerSecond
  echo '[{"id":"a","hardware":"h100-sxm","model":"llama-3.1-8b","input":128,"output":128}]' | fleetwright estimate

Cases are a JSON array, lines of JSON (.ndjson) or a CSV table (.csv) with the names of the fields as its header.

Exit code: 0 every case fits; 1 a case does not fit or is not valid, or the input holds no cases; 2 the file cannot be
read.`;

export function defineEstimate(command: Command, host: CommandHost, finish: Finish): void {
  offerRows(command.option('--cases <file>', 'file with the cases; - for standard input', '-'))
    .option(...lenientOption)
    .addHelpText('after', rowHelp)
    .addHelpText('after', examples)
    .action(async ({ cases: file, lenient, ...rows }: Leniency & RowOptions & { readonly cases: string }) => {
      const allFit = await printAnswers(host, {
        ...rows,
        question: 'estimate',
        input: { file, limits: caseLimits, schema: EstimateCase, lenient },
        own: estimateColumns,
        whole: async (cases) => estimate(cases, (await host.services()).catalogue),
      });
      finish(allFit ? exitCode.done : exitCode.refused);
    });
}
