import type { Command } from 'commander';
import { plainContext } from '../jobs/plain-context';
import { explanationText } from './explanation-text';
import { exitCode, InvalidInput, printJson, type CommandHost, type Finish } from './host';
import { planText } from './plan-text';
import { readScenarioArgument, scenarioArgument } from './scenario-argument';

const examples = `
Examples:
  fleetwright plan hall.fleetwright.json
  fleetwright plan example:article-7b-lpu --json
  fleetwright plan example:article-7b-lpu --trace cost/capital
  fleetwright plan example:article-7b-lpu --trace racks/a01/power/maximum

Exit code: 0 when everything fits, 1 when something does not or the file is no scenario, 2 when it cannot be read.`;

interface Options {
  readonly json?: true;
  readonly trace?: string;
}

export function addPlanCommand(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('plan')
    .description(
      'Derive space, weight, power, cooling, cost and speed of a scenario, and say what does not fit.',
    )
    .argument('<file>', scenarioArgument)
    .option(
      '--json',
      'print the whole plan, or the trace, as JSON; quantities in SI units, money in minor units',
    )
    .option('--trace <path>', 'show where one value of the plan comes from')
    .addHelpText('after', examples)
    .action(async (file: string, { json, trace }: Options) => {
      const scenario = await readScenarioArgument(host, file);
      const { catalogue, computations } = await host.services();
      if (trace !== undefined) {
        const explained = await computations.explain({ scenario, path: trace }, plainContext);
        if (!explained.ok) throw new InvalidInput(explained.error.message);
        if (json) printJson(host, explained.value);
        else host.out(explanationText(explained.value, catalogue));
        return;
      }
      const planned = await computations.plan(scenario, plainContext);
      if (!planned.ok) throw new InvalidInput(planned.error.message);
      if (json) printJson(host, planned.value);
      else host.out(planText(scenario, planned.value));
      const wrong = planned.value.problems.some(({ severity }) => severity === 'error');
      finish(wrong ? exitCode.refused : exitCode.done);
    });
}
