import type { Command } from 'commander';
import {
  assemblyLine,
  CLOCK_HERTZ,
  parseAssembly,
  type PlacedInstruction,
  runProgram,
} from '#main/simulator/lpu/chip/chip';
import { shareWriter } from '#shared/language/written';
import { counted } from '#shared/text/plural';
import { exitCode, nameOf, printJson, readText, type CommandHost, type Finish } from './host';

const help = `
FILE is a program of one chip, one instruction a line: @CYCLE UNIT OPERATION [xTIMES/INTERVAL] ; comment
The instruction set is described in docs/models/lpu-assembly.md. Memory is zero before the program starts.
A conflict names both instructions with their lines; so does a stream that carries nothing.

Examples:
  fleetwright lpu asm program.tsp
  fleetwright lpu asm program.tsp --trace
  fleetwright lpu asm - --json

Exit code: 0 done; 1 the program is refused; 2 wrong usage, or a file cannot be read.`;

/** Lines of a trace that are printed. */
const MOST_TRACED = 10_000;

interface Options {
  readonly trace?: true;
  readonly json?: true;
}

export function defineLpuAsm(command: Command, host: CommandHost, finish: Finish): void {
  command
    .description('Assemble a program of one LPU chip and run it cycle by cycle.')
    .argument('<file>', 'program in assembly text; - for standard input')
    .option('--trace', 'print every issue in the order of time')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', help)
    .action(async (file: string) => {
      const { trace, json } = command.optsWithGlobals<Options>();
      const program = parseAssembly(await readText(host, file));
      const run = program.ok ? runProgram(program.value) : program;
      if (!program.ok || !run.ok) {
        const refusal = run.ok ? undefined : run.error;
        if (json) printJson(host, { file, refusal });
        host.err(`${nameOf(file)}: ${refusal?.message ?? ''}\n`);
        finish(exitCode.refused);
        return;
      }
      const { cycles, issues, chips } = run.value;
      const utilisation = chips[0]?.utilisation;
      const traced = trace ? traceOf(program.value.instructions) : undefined;
      const answer = { file, cycles, latencySeconds: cycles / CLOCK_HERTZ, issues, utilisation };
      if (json) printJson(host, { ...answer, ...(traced && { trace: traced }) });
      else {
        const percent = shareWriter({ decimals: 1, padded: true });
        const used = Object.entries(utilisation ?? {}).map(([unit, share]) => `${unit} ${percent(share)}`);
        for (const { cycle, line, instruction } of traced ?? []) {
          host.out(`${String(cycle).padStart(8)}  line ${String(line).padEnd(6)}${instruction}\n`);
        }
        host.out(
          `${counted(cycles, 'cycle')}, ${counted(issues, 'issue')}, ${(answer.latencySeconds * 1e6).toFixed(3)} µs at 900 MHz\n` +
            `utilisation ${used.join(', ')}\n`,
        );
      }
    });
}

interface Traced {
  readonly cycle: number;
  readonly line: number;
  readonly instruction: string;
}

/** Every issue in the order of time; cycles count from the last barrier of its queue. */
function traceOf(instructions: readonly PlacedInstruction[]): readonly Traced[] {
  const issues: Traced[] = [];
  for (const placed of instructions) {
    for (let index = 0; index < placed.times && issues.length < MOST_TRACED; index += 1) {
      const cycle = placed.cycle + index * placed.interval;
      issues.push({
        cycle,
        line: placed.line ?? 0,
        instruction: assemblyLine({ ...placed, cycle, times: 1 }),
      });
    }
  }
  return issues.sort((a, b) => a.cycle - b.cycle);
}
