import { type Command, Option } from 'commander';
import { plainContext } from '#main/services/computing';
import {
  type FitNewRacks,
  FitRequest,
  type FitServers,
  type FitSwitches,
  RearrangeRequest,
  withFit,
  withMoves,
} from '#shared/rack/autofit';
import type { Feed, Rack, Scenario } from '#shared/scenario/schema';
import { FeedId } from '#shared/schema/ids';
import { schemaIssues } from '#shared/schema/zod';
import { optionFor, readScenarioArgument, scenarioArgument } from './arguments';
import { fitText, rearrangeText } from './fit-text';
import {
  type CommandHost,
  exitCode,
  type Finish,
  InvalidInput,
  printJson,
  UsageError,
  wholeNumber,
  writeContent,
} from './host';

/** What the options of `fit` say, read into the fields of its request. */

type Together = FitServers['together'];

const pairsOf = (list: string): readonly (readonly [string, number | undefined])[] =>
  list.split(',').map((entry) => {
    const [name = '', count, ...rest] = entry.split('=');
    if (name === '' || rest.length > 0) throw new UsageError(`“${entry}” is not TYPE=COUNT`);
    return [name, count === undefined ? undefined : wholeNumber(count)];
  });

const serversOf = (list: string, together: Together): readonly FitServers[] =>
  pairsOf(list).map(([type, count]) => ({
    type,
    ...(count !== undefined && { count }),
    ...(together !== undefined && { together }),
  }));

const switchesOf = (list: string | undefined): readonly FitSwitches[] =>
  list === undefined
    ? []
    : pairsOf(list).map(([type, serves]) => {
        if (serves === undefined)
          throw new UsageError(`“${type}” needs the number of servers per switch: TYPE=SERVERS`);
        return { type, serves };
      });

/** A group as `9:same-rack`, `9:adjacent-racks` or `9:3`, the last in metres of cable. */
function groupOf(words: string | undefined): Together {
  if (words === undefined) return undefined;
  const [size = '', rule = ''] = words.split(':');
  if (rule === 'same-rack' || rule === 'adjacent-racks')
    return { size: wholeNumber(size), rule: { kind: rule } };
  const reachMeters = Number(rule);
  if (!(reachMeters > 0))
    throw new UsageError(`“${words}” is not SIZE:same-rack, SIZE:adjacent-racks or SIZE:METRES`);
  return { size: wholeNumber(size), rule: { kind: 'within-reach', reachMeters } };
}

function shareOf(percent: string): number {
  const value = Number(percent);
  if (!(value >= 0 && value <= 90)) throw new UsageError(`“${percent}” is not a percentage from 0 to 90`);
  return value / 100;
}

/** Rows count from 1 for people and from 0 inside. */
function rowOf(number: number): number {
  if (number < 1) throw new UsageError('--row: the first row is 1');
  return number - 1;
}

/** Feeds as `2x208v60a3p`: so many of 208 V, 60 A and three phases on each of A and B. */
export function feedsOf(words: string): readonly Feed[] {
  const match = /^([1-9])x(\d{2,4})v(\d{1,4})a([13])p$/.exec(words);
  if (match === null)
    throw new UsageError(`“${words}” is not NUMBERxVOLTSvAMPERESaPHASESp, such as 2x208v60a3p`);
  const [, number, volts, amperes, phases] = match.map(Number);
  return (['A', 'B'] as const).flatMap((side) =>
    Array.from({ length: number ?? 0 }, (_, index): Feed => ({
      id: FeedId.parse(`${side.toLowerCase()}${index + 1}`),
      side,
      volts: volts ?? 0,
      amperes: amperes ?? 0,
      phases: phases === 1 ? 1 : 3,
    })),
  );
}

const lastRackOf = ({ racks }: Scenario): Rack | undefined =>
  Object.values(racks)
    .toSorted((a, b) => a.row - b.row || a.place - b.place || (a.id < b.id ? -1 : 1))
    .at(-1);

interface RackWords {
  readonly racks?: number;
  readonly rackType?: string;
  readonly feeds?: string;
  readonly row?: number;
}

/** Racks that may be added: as the options say, else like the last rack of the scenario, else like a GroqRack. */
function newRacksOf(scenario: Scenario, words: RackWords): FitNewRacks | undefined {
  if (words.racks === 0) return undefined;
  const last = lastRackOf(scenario);
  return {
    type: words.rackType ?? last?.type ?? 'rack-42u',
    feeds: [...(words.feeds === undefined ? (last?.feeds ?? feedsOf('2x208v60a3p')) : feedsOf(words.feeds))],
    limits: last?.limits ?? {},
    row: words.row === undefined ? (last?.row ?? 0) : rowOf(words.row),
    perRow: 1_000,
    ...(words.racks !== undefined && { most: words.racks }),
  };
}

const examples = `
Servers: TYPE=COUNT, separated by commas; TYPE alone places as many as fit. Switches: TYPE=SERVERS puts one switch in each
rack for that number of servers. Groups: SIZE:same-rack, SIZE:adjacent-racks, or SIZE:METRES for a cable length.
New racks copy the last rack of the scenario unless you set their type or feeds; in an empty scenario they are 42U with the
four feeds of a GroqRack. Feeds: NUMBERxVOLTSvAMPERESaPHASESp on each of sides A and B, such as 2x208v60a3p.

Examples:
  fleetwright fit example:mixed-fleet --servers dgx-h100=32 --json
  fleetwright fit hall.fleetwright.json --servers groq-node-v1=72 --group 9:adjacent-racks --output full.fleetwright.json
  fleetwright fit hall.fleetwright.json --servers dgx-h100 --racks 0 --spare 20
  fleetwright fit hall.fleetwright.json --rearrange --strategy spread --output even.fleetwright.json

Exit code: 0 all devices placed; 1 some not placed, or the file is not a scenario; 2 wrong usage.`;

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
  throw new UsageError(`${optionFor(path, optionNames) ?? path}: ${issue?.reason ?? 'not valid'}`);
}

function requestOf(scenario: Scenario, options: Options): FitRequest {
  if (options.servers === undefined) throw new UsageError('--servers or --rearrange is required');
  return checked(FitRequest, {
    scenario,
    servers: serversOf(options.servers, groupOf(options.group)),
    switches: switchesOf(options.switches),
    given: wordsOf(options.given),
    newRacks: newRacksOf(scenario, options),
    ...termsOf(options),
  });
}

export function defineFit(command: Command, host: CommandHost, finish: Finish): void {
  command
    .argument('<file>', scenarioArgument)
    .option('--servers <list>', 'servers to place: TYPE=COUNT,TYPE=COUNT')
    .option('--switches <list>', 'switches to add: TYPE=SERVERS')
    .option('--group <rule>', 'place servers in groups: SIZE:RULE')
    .option('--given <racks>', 'ids of the racks that may be filled (default: all)')
    .option('--racks <number>', 'maximum number of new racks (default: as many as needed)', wholeNumber)
    .option('--rack-type <type>', 'type of new racks')
    .option('--feeds <feeds>', 'feeds per side of new racks')
    .option('--row <number>', 'row of new racks, from 1', wholeNumber)
    .addOption(
      new Option('--strategy <strategy>', 'goal').choices(['fewest', 'compact', 'spread']).default('fewest'),
    )
    .addOption(
      new Option('--power <level>', 'power level checked against the limits')
        .choices(['maximum', 'typical'])
        .default('maximum'),
    )
    .option('--spare <percent>', 'percentage of every limit to keep free', '0')
    .option('--quick', 'use heuristics only, not the solver')
    .option('--rearrange', 'rearrange the devices already in the racks, only if that improves the layout')
    .option('--output <file>', 'write the resulting scenario to a file')
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
