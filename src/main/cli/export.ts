import { type Command, Option } from 'commander';
import { plainContext } from '#main/services/computing';
import {
  drawingParts,
  LayoutExport,
  type LayoutFormat,
  layoutFormats,
  paperNames,
} from '#shared/exchange/exchange';
import { languages } from '#shared/language/language';
import type { Scenario } from '#shared/scenario/schema';
import { schemaIssues } from '#shared/schema/zod';
import { localDayOf } from '#shared/time/calendar-day';
import { readScenarioArgument, scenarioArgument, commaList } from './arguments';
import {
  type CommandHost,
  exitCode,
  type Finish,
  InvalidInput,
  UsageError,
  writeContent,
  writeText,
} from './host';

/** The document with its keys sorted, so that two files of one scenario are equal byte by byte. */
export const normalised = (scenario: Scenario): string => `${JSON.stringify(scenario, sortedKeys, 2)}\n`;

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const examples = `
Formats:
  scenario           the scenario, normalised: current version, all defaults written out, keys sorted (default)
  pdf, svg, png      drawings: floor plan, front and rear elevations, list of devices; several svg or png sheets are zipped
  draw-io            a diagrams.net file, each device a shape in its rack
  bill-of-materials  all purchased items, as CSV
  netbox-racks, netbox-devices  CSV files that NetBox imports
  netbox-types       the device types in use, as a ZIP of YAML files in the format of NetBox's library

Examples:
  fleetwright export example:mixed-fleet --output mixed.fleetwright.json
  fleetwright export example:mixed-fleet --as pdf --paper a3 --day 2026-11-25 --output mixed.pdf
  fleetwright export example:mixed-fleet --as svg --parts elevations --faces front --racks A01 --output a01.svg
  fleetwright export example:mixed-fleet --as bill-of-materials > parts.csv

Exit code: 0 done; 1 the file is not a scenario, or there is nothing to draw; 2 wrong usage, or a file cannot be read.`;

interface Options {
  readonly output?: string;
  readonly as: LayoutFormat | 'scenario';
  readonly paper: string;
  readonly parts: readonly string[];
  readonly faces: readonly string[];
  readonly racks?: readonly string[];
  readonly language: string;
  readonly day?: string;
}

export function defineExport(command: Command, host: CommandHost, finish: Finish): void {
  command
    .argument('<file>', scenarioArgument)
    .addOption(
      new Option('--as <format>', 'format of the export')
        .choices(['scenario', ...layoutFormats])
        .default('scenario'),
    )
    .addOption(new Option('--paper <size>', 'paper size of drawings').choices([...paperNames]).default('a3'))
    .option('--parts <list>', `sheets of drawings: ${drawingParts.join(', ')}`, commaList, [...drawingParts])
    .option('--faces <list>', 'faces of elevations: front, rear', commaList, ['front', 'rear'])
    .option('--racks <list>', 'names of racks to draw (default: all)', commaList)
    .addOption(new Option('--language <tag>', 'language of drawings').choices([...languages]).default('en'))
    .option('--day <date>', 'date on the drawings, YYYY-MM-DD (default: today)')
    .option('--output <file>', 'output file (default: standard output, for text formats)')
    .addHelpText('after', examples)
    .action(async (file: string, options: Options) => {
      const scenario = await readScenarioArgument(host, file);
      if (options.as === 'scenario') await writeText(host, normalised(scenario), options.output);
      else await exportLayout({ scenario, format: options.as, options }, host);
      finish(exitCode.done);
    });
}

async function exportLayout(
  {
    scenario,
    format,
    options,
  }: { readonly scenario: Scenario; readonly format: LayoutFormat; readonly options: Options },
  host: CommandHost,
): Promise<void> {
  const { paper, parts, faces, language } = options;
  const day = options.day ?? localDayOf(Date.now());
  const racks =
    options.racks === undefined ? {} : { racks: options.racks.map((name) => idOfRack(scenario, name)) };
  const request = LayoutExport.safeParse({ scenario, format, paper, parts, faces, language, day, ...racks });
  if (!request.success) {
    const [issue] = schemaIssues(request.error);
    throw new UsageError(`--${issue?.path ?? ''}: ${issue?.reason ?? 'not valid'}`);
  }
  const { computations } = await host.services();
  const made = await computations.exportLayout(request.data, plainContext);
  if (!made.ok) throw new InvalidInput(made.error.message);
  const { content } = made.value;
  const { output } = options;
  if (output !== undefined && output !== '-') await writeContent(host, content, output);
  else if (typeof content === 'string') host.out(content);
  else throw new UsageError(`${format} is a binary format; name a file with --output`);
}

function idOfRack({ racks }: Scenario, name: string): string {
  const rack = Object.values(racks).find((each) => each.name === name || each.id === name);
  if (rack !== undefined) return rack.id;
  throw new UsageError(
    `rack ${name} does not exist. Racks: ${Object.values(racks)
      .map((each) => each.name)
      .slice(0, 20)
      .join(', ')}`,
  );
}
