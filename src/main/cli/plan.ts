import { Option, type Command } from 'commander';
import { LoadLevel } from '#shared/power/report';
import { plainContext } from '../jobs/plain-context';
import { explanationText } from './explanation-text';
import { exitCode, InvalidInput, printJson, type CommandHost, type Finish } from './host';
import { failuresText } from './failures-text';
import { planText } from './plan-text';
import { verdictsFor } from './verdicts-for';
import { readScenarioArgument, scenarioArgument } from './scenario-argument';

const examples = `
Examples:
  fleetwright plan hall.fleetwright.json
  fleetwright plan example:article-7b-lpu --json
  fleetwright plan example:article-7b-lpu --trace cost/capital
  fleetwright plan example:article-7b-lpu --trace racks/a01/power/maximum
  fleetwright plan hall.fleetwright.json --failures --level maximum

Exit code: 0 when everything fits, 1 when something does not, a failure trips or darkens something, or the file is no scenario, 2 when it cannot be read.`;

interface Options {
  readonly json?: true;
  readonly trace?: string;
  readonly failures?: true;
  readonly level: LoadLevel;
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
    .option('--failures', 'print the feeds and every single failure of power and cooling, worst first')
    .addOption(
      new Option('--level <level>', 'the load that failures are followed at')
        .choices(LoadLevel.options)
        .default('typical'),
    )
    .addHelpText('after', examples)
    .action(async (file: string, { json, trace, failures, level }: Options) => {
      const scenario = await readScenarioArgument(host, file);
      const { catalogue, computations } = await host.services();
      if (trace !== undefined) {
        const explained = await computations.explain({ scenario, path: trace }, plainContext);
        if (!explained.ok) throw new InvalidInput(explained.error.message);
        if (json) printJson(host, explained.value);
        else host.out(explanationText(explained.value, catalogue));
        return;
      }
      if (failures) {
        const report = await computations.powerReport({ scenario, level }, plainContext);
        if (!report.ok) throw new InvalidInput(report.error.message);
        if (json) printJson(host, report.value);
        else host.out(failuresText(report.value));
        finish(report.value.failures.harmful > 0 ? exitCode.refused : exitCode.done);
        return;
      }
      const planned = await computations.plan(scenario, plainContext);
      if (!planned.ok) throw new InvalidInput(planned.error.message);
      const judged = await verdictsFor(host, scenario, planned.value);
      if (json) printJson(host, { ...planned.value, objectives: judged });
      else host.out(planText(scenario, planned.value, judged));
      const wrong = planned.value.problems.some(({ severity }) => severity === 'error');
      finish(wrong ? exitCode.refused : exitCode.done);
    });
}
