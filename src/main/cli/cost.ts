import type { Command } from 'commander';
import { costByMonths } from '#shared/plan/cost-over-months';
import type { Scenario } from '#shared/scenario/schema';
import { drawnMetrics, UncertaintyRequest, type UncertaintyReport } from '#shared/uncertainty';
import { uncertaintyOver } from '../jobs/uncertainty-over';
import { plainContext } from '../jobs/plain-context';
import { costText } from './cost-text';
import {
  exitCode,
  InvalidInput,
  printJson,
  UsageError,
  wholeNumber,
  type CommandHost,
  type Finish,
} from './host';
import { onEveryCore } from './on-every-core';
import { requestByOptions } from './request-argument';
import { readScenarioArgument, scenarioArgument } from './scenario-argument';
import { verdictsFor } from './verdicts-for';

const help = `
Amounts in JSON are whole minor units, such as cents. What has no price is listed under unpriced and is in no sum.
Metrics: ${drawnMetrics.join(', ')}.

Examples:
  fleetwright cost example:article-7b-lpu
  fleetwright cost example:article-7b-lpu --draws 16384 --against example:article-7b-h100
  fleetwright cost hall.fleetwright.json --months --json

Exit code: 0 when all could be counted; 1 when a currency has no exchange rate or the file is no scenario; 2 when it
cannot be read.`;

interface Options {
  readonly json?: true;
  readonly months?: true;
  readonly draws?: string;
  readonly seed?: string;
  readonly against?: readonly string[];
  readonly metric?: string;
}

export function addCostCommand(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('cost')
    .description(
      'What a scenario costs: every line, per year and over the years, by token, request and user.',
    )
    .argument('<file>', scenarioArgument)
    .option('--months', 'also what has been paid by the end of every month')
    .option('--draws <n>', 'draw prices, power, use and speed from their ranges so often')
    .option('--seed <n>', 'another seed gives other draws', '1')
    .option('--against <files...>', 'how often it costs less than these; implies draws')
    .option('--metric <metric>', 'what decides which costs less', 'total')
    .option('--json', 'print all of it as JSON (see: fleetwright schema cost-report)')
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => {
      const scenario = await readScenarioArgument(host, file);
      const { computations } = await host.services();
      const planned = await computations.plan(scenario, plainContext);
      if (!planned.ok) throw new InvalidInput(planned.error.message);
      const { cost, deployments } = planned.value;
      const report = {
        scenario: { id: scenario.id, name: scenario.name },
        cost,
        services: deployments.map(({ id, name, serviceCost }) => ({
          id,
          name,
          ...(serviceCost === undefined ? {} : { cost: serviceCost }),
        })),
        objectives: await verdictsFor(host, scenario, planned.value),
        ...(options.months ? { months: costByMonths(cost, scenario.finance) } : {}),
        ...(await drawn(host, scenario, options)),
      };
      if (options.json) printJson(host, report);
      else host.out(costText(scenario, report));
      const unconverted = cost.unpriced.some(({ from }) => from !== undefined);
      finish(unconverted ? exitCode.refused : exitCode.done);
    });
}

async function drawn(
  host: CommandHost,
  scenario: Scenario,
  { draws, seed = '1', against = [], metric }: Options,
): Promise<{ readonly uncertainty?: UncertaintyReport }> {
  if (draws === undefined && against.length === 0) return {};
  if (!(drawnMetrics as readonly string[]).includes(metric ?? ''))
    throw new UsageError(`there is no metric ${metric ?? ''}; there are ${drawnMetrics.join(', ')}`);
  const others = await Promise.all(against.map((file) => readScenarioArgument(host, file)));
  const request = requestByOptions(
    UncertaintyRequest,
    {
      scenarios: [scenario, ...others],
      ...(draws === undefined ? {} : { draws: wholeNumber(draws) }),
      seed: wholeNumber(seed),
      metric,
    },
    { draws: '--draws', seed: '--seed', metric: '--metric' },
  );
  const answer = await onEveryCore(host, (lanes) =>
    uncertaintyOver(request, { ...lanes, context: plainContext }),
  );
  if (!answer.ok) throw new InvalidInput(answer.error.message);
  return { uncertainty: answer.value };
}
