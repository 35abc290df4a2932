import { Option, type Command } from 'commander';
import { withFit, withMoves } from '#shared/applied-fit';
import { FitRequest, RearrangeRequest } from '#shared/autofit';
import { schemaIssues } from '#shared/schema-issues';
import type { Scenario } from '#shared/scenario/schema';
import { plainContext } from '../jobs/plain-context';
import { fitText, rearrangeText } from './fit-text';
import { groupOf, newRacksOf, serversOf, shareOf, switchesOf } from './fit-words';
import {
  exitCode,
  InvalidInput,
  printJson,
  UsageError,
  wholeNumber,
  writeContent,
  type CommandHost,
  type Finish,
} from './host';
import { optionFor } from './option-names';
import { readScenarioArgument, scenarioArgument } from './scenario-argument';

const examples = `
Servers: TYPE=COUNT, several with commas; TYPE alone for as many as fit. Switches: TYPE=SERVERS, one in each rack for so
many of its servers. Groups: SIZE:same-rack, SIZE:adjacent-racks, or SIZE:METRES for the reach of a cable.
New racks are like the last rack of the scenario unless their type or feeds are given; in an empty one, 42U with the four
feeds of a GroqRack. Feeds: NUMBERxVOLTSvAMPERESaPHASESp on each of A and B, such as 2x208v60a3p.

Examples:
  fleetwright fit example:mixed-fleet --servers dgx-h100=32 --json
  fleetwright fit hall.fleetwright.json --servers groq-node-v1=72 --group 9:adjacent-racks --output full.fleetwright.json
  fleetwright fit hall.fleetwright.json --servers dgx-h100 --racks 0 --spare 20
  fleetwright fit hall.fleetwright.json --rearrange --strategy spread --output even.fleetwright.json

Exit code: 0 when all found a place, 1 when some did not or the file is no scenario, 2 wrong usage.`;

interface Options {
  readonly servers?: string;
  readonly switches?: string;
  readonly group?: string;
  readonly given?: string;
  readonly racks?: number;
  readonly rackType?: string;
  readonly feeds?: string;
  readonly row?: number;
  readonly strategy: 'fewest' | 'compact' | 'spread';
  readonly power: 'maximum' | 'typical';
  readonly spare: string;
  readonly quick?: true;
  readonly rearrange?: true;
  readonly output?: string;
  readonly json?: true;
}

const wordsOf = (list: string | undefined): readonly string[] | undefined => list?.split(',');

const termsOf = ({ strategy, power, spare, quick }: Options) => ({
  strategy,
  powerLevel: power,
  spareFraction: shareOf(spare),
  prove: quick !== true,
});

const optionNames = {
  servers: '--servers',
  switches: '--switches',
  given: '--given',
  'newRacks.most': '--racks',
  'newRacks.type': '--rack-type',
  'newRacks.feeds': '--feeds',
  'newRacks.row': '--row',
} as const;

/** A request that the schema of the contract lets through; the first thing wrong with it is wrong usage. */
function checked<T>(
  schema: {
    safeParse: (
      value: unknown,
    ) => { success: true; data: T } | { success: false; error: Parameters<typeof schemaIssues>[0] };
  },
  value: unknown,
): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = schemaIssues(parsed.error);
  const path = issue?.path ?? '';
  throw new UsageError(`${optionFor(path, optionNames) ?? path}: ${issue?.reason ?? 'this is not possible'}`);
}

function requestOf(scenario: Scenario, options: Options): FitRequest {
  if (options.servers === undefined) throw new UsageError('--servers or --rearrange is needed');
  return checked(FitRequest, {
    scenario,
    servers: serversOf(options.servers, groupOf(options.group)),
    switches: switchesOf(options.switches),
    given: wordsOf(options.given),
    newRacks: newRacksOf(scenario, options),
    ...termsOf(options),
  });
}

export function addFitCommand(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('fit')
    .description('Place servers into racks under all limits at once, and say what stopped each rack.')
    .argument('<file>', scenarioArgument)
    .option('--servers <list>', 'what to place: TYPE=COUNT,TYPE=COUNT')
    .option('--switches <list>', 'switches that go along: TYPE=SERVERS')
    .option('--group <rule>', 'servers come in groups that stand together: SIZE:RULE')
    .option('--given <racks>', 'ids of the racks that may be filled (default: all)')
    .option('--racks <number>', 'new racks at most (default: as many as it takes)', wholeNumber)
    .option('--rack-type <type>', 'type of new racks')
    .option('--feeds <feeds>', 'feeds of new racks on each side')
    .option('--row <number>', 'row of new racks, from 1', wholeNumber)
    .addOption(
      new Option('--strategy <strategy>', 'what counts')
        .choices(['fewest', 'compact', 'spread'])
        .default('fewest'),
    )
    .addOption(
      new Option('--power <level>', 'power that counts against the limits')
        .choices(['maximum', 'typical'])
        .default('maximum'),
    )
    .option('--spare <percent>', 'share of every limit that stays free', '0')
    .option('--quick', 'heuristics only, without the solver')
    .option('--rearrange', 'place anew what stands in the racks, never worse than before')
    .option('--output <file>', 'write the scenario with the answer in it')
    .option('--json', 'print the answer as JSON')
    .addHelpText('after', examples)
    .action(async (file: string, options: Options) => {
      const scenario = await readScenarioArgument(host, file);
      const { computations } = await host.services();
      const write = async (changed: Scenario): Promise<void> => {
        if (options.output !== undefined)
          await writeContent(host, `${JSON.stringify(changed, null, 2)}\n`, options.output);
      };
      if (options.rearrange) {
        const request = checked(RearrangeRequest, {
          scenario,
          racks: wordsOf(options.given),
          ...termsOf(options),
        });
        const answer = await computations.rearrange(request, plainContext);
        if (!answer.ok) throw new InvalidInput(answer.error.message);
        if (options.json) printJson(host, answer.value);
        else host.out(rearrangeText(answer.value));
        await write(withMoves(scenario, answer.value.moves));
        return;
      }
      const answer = await computations.fit(requestOf(scenario, options), plainContext);
      if (!answer.ok) throw new InvalidInput(answer.error.message);
      if (options.json) printJson(host, answer.value);
      else host.out(fitText(answer.value));
      await write(withFit(scenario, answer.value));
      finish(answer.value.unplaced.length > 0 ? exitCode.refused : exitCode.done);
    });
}
