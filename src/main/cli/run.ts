import { Command, CommanderError } from 'commander';
import { version } from '../../../package.json';
import { addCheckCommand } from './check';
import { addCompareCommand } from './compare';
import { addCostCommand } from './cost';
import { addDiffCommand } from './diff';
import { addEstimateCommand } from './estimate';
import { addExamplesCommand } from './examples';
import { addExportCommand } from './export';
import { exitCode, InvalidInput, UsageError, type CommandHost, type ExitCode, type Finish } from './host';
import { addImportCommand } from './import';
import { addFitCommand } from './fit';
import { addLpuCommand } from './lpu';
import { addModelCommand } from './model';
import { addPlanCommand } from './plan';
import { addQuoteCommand } from './quote';
import { addSchemaCommand } from './schema';
import { addSimulateCommand } from './simulate';
import { addSizeCommand } from './size';
import { addSweepCommand } from './sweep';
import { addValidateCommand } from './validate';
import { withVisibleText } from './visible-text';

const exitCodes = `
Exit codes: 0 done; 1 the result is "does not fit" or "invalid", or a file has invalid content; 2 wrong usage, or a file
cannot be read; 3 internal error. Results go to standard output, messages to standard error.`;

/**
 * Runs one command line and returns its exit code: 0 done, 1 "does not fit" or "invalid", 2 wrong usage, 3 internal
 * error. The answer goes to standard output, messages to standard error.
 */
export async function run(commandLine: readonly string[], given: CommandHost): Promise<ExitCode> {
  const host = withVisibleText(given);
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
    .version(version, '--version', 'show the version')
    .option('--verbose', 'show the stack of an internal error')
    .configureOutput({ writeOut: host.out, writeErr: host.err })
    .exitOverride()
    .showHelpAfterError('(use --help for a list of options)')
    .addHelpText('after', exitCodes);
  addPlanCommand(program, host, finish);
  addCompareCommand(program, host, finish);
  addDiffCommand(program, host, finish);
  addQuoteCommand(program, host, finish);
  addCostCommand(program, host, finish);
  addSizeCommand(program, host, finish);
  addSweepCommand(program, host, finish);
  addEstimateCommand(program, host, finish);
  addSimulateCommand(program, host, finish);
  addFitCommand(program, host, finish);
  addLpuCommand(program, host, finish);
  addModelCommand(program, host, finish);
  addExamplesCommand(program, host);
  addCheckCommand(program, host, finish);
  addImportCommand(program, host, finish);
  addExportCommand(program, host, finish);
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
