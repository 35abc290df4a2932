import type { Command } from 'commander';
import type { Scenario } from '#shared/scenario/schema';
import { plainContext } from '../jobs/plain-context';
import { exitCode, writeText, type CommandHost, type Finish } from './host';
import { readScenarioArgument, scenarioArgument } from './scenario-argument';

const exportExamples = `
Examples:
  fleetwright export example:mixed-fleet --output mixed.fleetwright.json
  fleetwright export plan.fleetwright.json > normalised.fleetwright.json

Exit code: 0 done, 1 when the file is no scenario, 2 when it cannot be read or written.`;

const importExamples = `
Examples:
  fleetwright import from-a-colleague.json --output plan.fleetwright.json
  fleetwright import - < from-a-colleague.json

Exit code: 0 done, 1 when the file is no scenario or names what the catalogue does not have (it is then still written),
2 when it cannot be read or written.`;

interface Options {
  readonly output?: string;
}

export function addTransferCommands(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('export')
    .description('Write a scenario normalised: current version, every default spelled out, keys sorted.')
    .argument('<file>', scenarioArgument)
    .option('--output <file>', 'where it goes (default: standard output)')
    .addHelpText('after', exportExamples)
    .action(async (file: string, { output }: Options) => {
      await writeText(host, normalised(await readScenarioArgument(host, file)), output);
    });
  program
    .command('import')
    .description('Check a scenario file, also against the catalogue, and write it normalised.')
    .argument('<file>', scenarioArgument)
    .option('--output <file>', 'where it goes (default: standard output)')
    .addHelpText('after', importExamples)
    .action(async (file: string, { output }: Options) => {
      const scenario = await readScenarioArgument(host, file);
      const strangers = await unknownToCatalogue(scenario, host);
      for (const message of strangers) host.err(`${file}: ${message}\n`);
      await writeText(host, normalised(scenario), output);
      finish(strangers.length > 0 ? exitCode.refused : exitCode.done);
    });
}

/** What the scenario names and the catalogue does not have, as the plan says it. */
async function unknownToCatalogue(scenario: Scenario, host: CommandHost): Promise<readonly string[]> {
  const { computations } = await host.services();
  const planned = await computations.plan(scenario, plainContext);
  if (!planned.ok) return [planned.error.message];
  return planned.value.problems
    .filter(({ refusal }) => refusal.code.startsWith('unknown-'))
    .map(({ refusal }) => refusal.message);
}

/** The document with its keys sorted, so that two files of one scenario are equal byte by byte. */
const normalised = (scenario: Scenario): string => `${JSON.stringify(scenario, sortedKeys, 2)}\n`;

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
