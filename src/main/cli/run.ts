import { Command, CommanderError } from 'commander';
import { addCheckCommand } from './check';
import { addEstimateCommand } from './estimate';
import { exitCode, InvalidInput, UsageError, type CommandHost, type ExitCode, type Finish } from './host';
import { addLpuCommand } from './lpu';
import { addSchemaCommand } from './schema';
import { addValidateCommand } from './validate';

/**
 * Runs one command line and returns its exit code: 0 done, 1 "does not fit" or "invalid", 2 wrong usage, 3 internal
 * error. The answer goes to standard output, messages to standard error.
 */
export async function run(commandLine: readonly string[], host: CommandHost): Promise<ExitCode> {
  let code: ExitCode = exitCode.done;
  const program = createProgram(host, (finished) => {
    code = finished;
  });
  try {
    await program.parseAsync([...commandLine], { from: 'user' });
    return code;
  } catch (error) {
    return report(error, host, commandLine.includes('--verbose'));
  }
}

function createProgram(host: CommandHost, finish: Finish): Command {
  const program = new Command('fleetwright')
    .description('Plan fleets of Groq LPU, H100 and other inference servers.')
    .option('--verbose', 'show where an internal error came from')
    .configureOutput({ writeOut: host.out, writeErr: host.err })
    .exitOverride()
    .showHelpAfterError('(add --help for what is possible)');
  addEstimateCommand(program, host, finish);
  addLpuCommand(program, host, finish);
  addCheckCommand(program, host, finish);
  addSchemaCommand(program, host);
  addValidateCommand(program, host, finish);
  return program;
}

function report(error: unknown, host: CommandHost, verbose: boolean): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.usage;
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UsageError || error instanceof InvalidInput) {
    host.err(`error: ${message}\n`);
    return error instanceof UsageError ? exitCode.usage : exitCode.refused;
  }
  const stack = error instanceof Error ? error.stack : undefined;
  host.err(`internal error: ${verbose ? (stack ?? message) : message.replaceAll(/\s*\n\s*/g, ' ')}\n`);
  return exitCode.internal;
}
