import { Option, type Command } from 'commander';
import { plainContext } from '../jobs/plain-context';
import { comparisonCsv, comparisonMarkdown, comparisonText } from './comparison-text';
import {
  exitCode,
  InvalidInput,
  printJson,
  UsageError,
  wholeNumber,
  type CommandHost,
  type Finish,
} from './host';
import { readScenarioArgument, scenarioArgument } from './scenario-argument';

const examples = `
Examples:
  fleetwright compare example:article-7b-lpu example:article-7b-h100
  fleetwright compare a.fleetwright.json b.fleetwright.json c.fleetwright.json --baseline 2 --markdown
  fleetwright compare example:article-70b-lpu example:article-70b-h100 --json

Exit code: 0 done, 1 when they cannot be compared or a file is no scenario, 2 when a file cannot be read.`;

interface Options {
  readonly baseline: number;
  readonly json?: true;
  readonly markdown?: true;
  readonly csv?: true;
}

export function addCompareCommand(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('compare')
    .description('Put two or more scenarios side by side, against one of them.')
    .argument('<file...>', scenarioArgument)
    .option('--baseline <number>', 'which of them the others are measured against, from 1', wholeNumber, 1)
    .addOption(
      new Option('--json', 'print the comparison as JSON (see: fleetwright schema comparison)').conflicts([
        'markdown',
        'csv',
      ]),
    )
    .addOption(new Option('--markdown', 'print a Markdown table').conflicts('csv'))
    .option('--csv', 'print CSV, quantities in SI units, money in minor units')
    .addHelpText('after', examples)
    .action(async (files: readonly string[], { baseline, ...as }: Options) => {
      if (files.length < 2) throw new UsageError('two scenarios or more are needed');
      const scenarios = await Promise.all(files.map((file) => readScenarioArgument(host, file)));
      const { computations } = await host.services();
      const compared = await computations.compare({ scenarios, baseline: baseline - 1 }, plainContext);
      if (!compared.ok) throw new InvalidInput(compared.error.message);
      if (as.json) printJson(host, compared.value);
      else if (as.csv) host.out(comparisonCsv(compared.value));
      else host.out(as.markdown ? comparisonMarkdown(compared.value) : comparisonText(compared.value));
      finish(exitCode.done);
    });
}
