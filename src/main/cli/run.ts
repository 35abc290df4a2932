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
import { addLibraryCommand, hostWithLibraries } from './library';
import { addListCommand } from './list';
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

/** Commands that name nothing of the catalogue, or take libraries as their arguments. */
const withoutLibraries: ReadonlySet<string> = new Set(['library', 'model', 'schema', 'examples']);

const collected = (file: string, before: readonly string[]): readonly string[] => [...before, file];

function offerLibraries(command: Command): void {
  if (command.commands.length > 0) for (const each of command.commands) offerLibraries(each);
  else command.option('--library <file>', 'library file with your entries; may be repeated', collected, []);
}

/** Runs every command of a program on a catalogue with the libraries in it that its line names. */
function readLibrariesFirst(program: Command, host: CommandHost): CommandHost {
  let current = host;
  program.hook('preAction', async (_, command) => {
    const { library = [] } = command.opts<{ readonly library?: readonly string[] }>();
    current = await hostWithLibraries(host, library);
  });
  return {
    ...host,
    services: () => current.services(),
    ...(host.computing === undefined ? {} : { computing: () => (current.computing ?? missingComputing)() }),
  };
}

function missingComputing(): never {
  throw new Error('The host lost its workers');
}

function createProgram(outside: CommandHost, finish: Finish): Command {
  const program = new Command('fleetwright')
    .description('Plan fleets of Groq LPU, H100 and other inference servers.')
    .version(version, '--version', 'show the version')
    .option('--verbose', 'show the stack of an internal error')
    .configureOutput({ writeOut: outside.out, writeErr: outside.err })
    .exitOverride()
    .showHelpAfterError('(use --help for a list of options)')
    .addHelpText('after', exitCodes);
  const host = readLibrariesFirst(program, outside);
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
  addListCommand(program, host, finish);
  addExamplesCommand(program, host);
  addCheckCommand(program, host, finish);
  addImportCommand(program, host, finish);
  addExportCommand(program, host, finish);
  addSchemaCommand(program, host);
  addValidateCommand(program, host, finish);
  addLibraryCommand(program, host, finish);
  for (const command of program.commands) if (!withoutLibraries.has(command.name())) offerLibraries(command);
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
