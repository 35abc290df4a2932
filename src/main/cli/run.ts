import { Command, CommanderError } from 'commander';
import { version } from '../../../package.json';
import { commands } from './commands';
import { exitCode, InvalidInput, UsageError, type CommandHost, type ExitCode, type Finish } from './host';
import type { PriceOptions } from './prices';
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
  const finish: Finish = (finished) => {
    code = finished;
  };
  try {
    const program = await createProgram(commandLine, host, finish);
    await program.parseAsync([...commandLine], { from: 'user' });
    return code;
  } catch (error) {
    return report(error, host, commandLine.includes('--verbose'));
  }
}

/** Commands that name nothing of the catalogue, or take libraries as their arguments. */
const withoutLibraries: ReadonlySet<string> = new Set(['library', 'model', 'schema', 'examples', 'worker']);

const collected = (file: string, before: readonly string[]): readonly string[] => [...before, file];

function offerLibraries(command: Command): void {
  const isGroup = command.commands.length > 0 && command.registeredArguments.length === 0;
  if (isGroup) for (const each of command.commands) offerLibraries(each);
  else command.option('--library <file>', 'library file with your entries; may be repeated', collected, []);
}

/** Commands that price something. */
const pricing: ReadonlySet<string> = new Set([
  'plan',
  'compare',
  'cost',
  'size',
  'sweep',
  'study',
  'quote',
  'export',
]);

const offerPrices = (command: Command): Command =>
  command
    .option('--prices <file>', 'CSV price table with your own prices; scenarios with own prices keep those')
    .option('--prices-on <date>', 'day on which prices must be valid, YYYY-MM-DD (default: today)');

interface DeclaredInputs extends PriceOptions {
  readonly library?: readonly string[];
}

/** Runs every command of a program with what its line declares beside its own input: libraries and a price book. */
function readDeclaredFirst(program: Command, host: CommandHost): CommandHost {
  let current = host;
  program.hook('preAction', async (_, command) => {
    const { library = [], ...prices } = command.opts<DeclaredInputs>();
    if (library.length > 0) {
      const { hostWithLibraries } = await import('./library');
      current = await hostWithLibraries(host, library);
    }
    if (pricing.has(command.name()) && (prices.prices ?? prices.pricesOn) !== undefined) {
      const { hostWithPrices } = await import('./prices');
      current = await hostWithPrices(current, prices);
    }
  });
  return {
    ...host,
    services: () => current.services(),
    library: () => current.library?.(),
    priced: (call, input) => current.priced?.(call, input) ?? input,
    ...(host.computing === undefined ? {} : { computing: () => (current.computing ?? missingComputing)() }),
  };
}

function missingComputing(): never {
  throw new Error('The host lost its workers');
}

/** Every command by name; those that the command line names also with what they take, whose modules are loaded. */
async function createProgram(
  commandLine: readonly string[],
  outside: CommandHost,
  finish: Finish,
): Promise<Command> {
  const program = new Command('fleetwright')
    .description('Plan fleets of Groq LPU, H100 and other inference servers.')
    .version(version, '--version', 'show the version')
    .option('--verbose', 'show the stack of an internal error')
    .configureOutput({ writeOut: outside.out, writeErr: outside.err })
    .configureHelp({ subcommandTerm: (command) => `${command.name()} ${usageOf(command)}` })
    .exitOverride()
    .showHelpAfterError('(use --help for a list of options)')
    .addHelpText('after', exitCodes);
  const host = readDeclaredFirst(program, outside);
  for (const [name, { description, load }] of Object.entries(commands)) {
    const command = program.command(name).description(description);
    if (!commandLine.includes(name)) continue;
    (await load())(command, host, finish);
    if (!withoutLibraries.has(name)) offerLibraries(command);
    if (pricing.has(name)) offerPrices(command);
  }
  return program;
}

/** As the module of a command says it, whether it is loaded or not; that of `help` itself is built in. */
const usageOf = (command: Command): string => commands[command.name()]?.usage ?? command.usage();

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
