import { shareWriter } from '#shared/language/written';
import { Option, type Command } from 'commander';
import { chipOf, type GraphRequest } from '#main/simulator/lpu/named-graph';
import { directoryOf } from '#main/simulator/resolve/directory';
import { simulateGraph, type GraphAnswer } from '#main/simulator/lpu/simulate-graph';
import { exitCode, printJson, wholeNumber, type CommandHost, type Finish } from './host';
import { counted } from '#shared/text/plural';
import { defineLpuAsm } from './lpu-asm';
import { defineLpuRun } from './lpu-run';

const examples = `
Graphs: resnet-50, resnet-101, resnet-152, bert-base, bert-large, bert:LAYERS, gemm:MxKxN, allreduce:BYTES,
add:ROWSxCOLUMNS, softmax:ROWSxCOLUMNS, rmsnorm:ROWSxCOLUMNS, attention:QUERIESxKEYSxDIMENSION,
lstm:HIDDEN[xLAYERS] and gru:HIDDEN[xLAYERS] with --context N time steps (default: 1), mlp:AxBxC,
or a language model with --phase prefill|decode --context N.

The cycle level runs gemm, add, softmax, rmsnorm, attention and allreduce (within a node of eight chips) on real values
and compares the results with plain arithmetic. It takes the same number of cycles as the schedule.
Latency is that of the whole batch; throughput is sustained over back-to-back inferences.
For a language model, SRAM must hold the cache of every concurrent user; throughput counts the users that fit.

Examples:
  fleetwright lpu resnet-50
  fleetwright lpu bert-large --chips 4 --json
  fleetwright lpu gemm:8x2560x2560 --precision int8 --level cycle
  fleetwright lpu lstm:1024x2 --context 25
  fleetwright lpu mlp:784x512x10 --precision int8
  fleetwright lpu allreduce:65536 --chips 8 --level cycle
  fleetwright lpu run --prompt "The rack" --tokens 20
  fleetwright lpu asm program.tsp --trace
  fleetwright lpu llama-2-70b --chips 576 --precision int8 --phase decode --context 2048

Exit code: 0 done; 1 the graph does not fit or does not exist; 2 wrong usage.`;

interface Options {
  readonly chips?: number;
  readonly batch?: number;
  readonly precision?: 'int8' | 'fp16';
  readonly level: 'cycle' | 'schedule';
  readonly phase?: 'prefill' | 'decode';
  readonly context?: number;
  readonly json?: true;
}

export function defineLpu(command: Command, host: CommandHost, finish: Finish): void {
  defineLpuRun(command.command('run'), host, finish);
  defineLpuAsm(command.command('asm'), host, finish);
  command
    .argument('<graph>', 'graph to run')
    .option('--chips <number>', 'number of chips', wholeNumber)
    .option('--batch <number>', 'number of consecutive inferences', wholeNumber)
    .addOption(new Option('--precision <type>', 'data type of the weights').choices(['int8', 'fp16']))
    .addOption(
      new Option('--level <level>', 'level of simulation').choices(['cycle', 'schedule']).default('schedule'),
    )
    .addOption(new Option('--phase <phase>', 'phase of a language model').choices(['prefill', 'decode']))
    .option('--context <tokens>', 'context (decode) or prompt (prefill), in tokens', wholeNumber)
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples)
    .action(async (graph: string, { json, ...options }: Options) => {
      const { catalogue } = await host.services();
      const directory = directoryOf(catalogue);
      const request: GraphRequest = { graph, ...options, ...chipOf(directory) };
      const result = simulateGraph(request, directory.models);
      if (!result.ok) {
        if (json) printJson(host, { graph, refusal: result.error });
        host.err(`${result.error.message}\n`);
        finish(exitCode.refused);
      } else if (json) printJson(host, result.value);
      else host.out(describe(result.value));
    });
}

const usersText = (users: number | undefined): string =>
  users === undefined ? '' : ` with ${counted(users, 'concurrent user')}`;

const energyText = ({ energyJoules, energyPerInferenceJoules }: GraphAnswer): readonly string[] =>
  energyJoules === undefined || energyPerInferenceJoules === undefined
    ? []
    : [
        `  energy       ${energyJoules.toPrecision(3)} J, ${energyPerInferenceJoules.toPrecision(3)} J per inference when kept busy`,
      ];

function describe(answer: GraphAnswer): string {
  const percent = shareWriter({ decimals: 1, padded: true });
  const used = Object.entries(answer.utilisation).map(([unit, share]) => `${unit} ${percent(share)}`);
  const { interval } = answer;
  const [soonest, latest] = interval.latencySeconds.map((seconds) => (seconds * 1e6).toFixed(2));
  return [
    `${answer.graph} on ${counted(answer.chips, 'chip')} (${answer.precision}, ${answer.level} level)`,
    `  latency      ${(answer.latencySeconds * 1e6).toFixed(2)} µs (${counted(answer.cycles, 'cycle')})`,
    `  interval     ${soonest} to ${latest} µs (level ${interval.level})`,
    `  throughput   ${answer.inferencesPerSecond.toFixed(1)} per second${usersText(answer.users)}`,
    `  utilisation  ${used.join(', ')}`,
    ...energyText(answer),
    ...answer.notes.map((note) => `  note         ${note}`),
    '',
  ].join('\n');
}
