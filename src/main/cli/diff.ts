import type { Command } from 'commander';
import { majorUnitsOf, type CurrencyCode } from '#shared/money/money';
import {
  scenarioDifference,
  type FieldDifference,
  type ScenarioDifference,
} from '#shared/scenario/difference';
import { plainContext } from '#main/services/computing';
import { exitCode, InvalidInput, printJson, type CommandHost, type Finish } from './host';
import { readScenarioArgument, scenarioArgument } from './arguments';

const examples = `
Examples:
  fleetwright diff monday.fleetwright.json friday.fleetwright.json
  fleetwright diff example:article-7b-lpu example:article-70b-lpu --json

Exit code: 0 no differences; 1 differences, or a file is not a scenario; 2 a file cannot be read.`;

interface Deltas {
  readonly typicalWatts: readonly [number, number];
  readonly capital: readonly [number, number];
  readonly currency: CurrencyCode;
}

export function defineDiff(command: Command, host: CommandHost, finish: Finish): void {
  command
    .argument('<before>', scenarioArgument)
    .argument('<after>', scenarioArgument)
    .option('--json', 'print the difference as JSON')
    .addHelpText('after', examples)
    .action(async (first: string, second: string, { json }: { readonly json?: true }) => {
      const before = await readScenarioArgument(host, first);
      const after = await readScenarioArgument(host, second);
      const { computations } = await host.services();
      const was = await computations.plan(before, plainContext);
      const is = await computations.plan({ ...after, currency: before.currency }, plainContext);
      if (!was.ok || !is.ok) throw new InvalidInput('one of the scenarios cannot be planned');
      const difference = scenarioDifference(before, after);
      const deltas: Deltas = {
        typicalWatts: [was.value.totals.power.typical.typical, is.value.totals.power.typical.typical],
        capital: [was.value.cost.capital.typical.amount, is.value.cost.capital.typical.amount],
        currency: before.currency,
      };
      if (json) printJson(host, { ...difference, ...deltas });
      else host.out(textOf(difference, deltas));
      const same = difference.entries.length === 0 && difference.fields.length === 0;
      finish(same ? exitCode.done : exitCode.refused);
    });
}

function textOf(
  { entries, fields }: ScenarioDifference,
  { typicalWatts, capital, currency }: Deltas,
): string {
  if (entries.length === 0 && fields.length === 0) return 'No differences.\n';
  const field = ({ path, before, after }: FieldDifference) => `${path}: ${shown(before)} → ${shown(after)}`;
  const lines = [
    ...entries.map(({ kind, part, name, fields: changed }) =>
      [`${kind} in ${part}: ${name}`, ...changed.map((each) => `  ${field(each)}`)].join('\n'),
    ),
    ...fields.map(field),
    `typical power: ${kilowatts(typicalWatts[0])} → ${kilowatts(typicalWatts[1])} kW`,
    `capital: ${major(capital[0], currency)} → ${major(capital[1], currency)} ${currency}`,
  ];
  return `${lines.join('\n')}\n`;
}

const major = (amount: number, currency: CurrencyCode): number => majorUnitsOf({ amount, currency });

const kilowatts = (watts: number): string => (watts / 1_000).toFixed(1);

const shown = (value: unknown): string => (value === undefined ? '–' : JSON.stringify(value));
