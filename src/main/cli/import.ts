import type { Command } from 'commander';
import type { NetboxImport } from '#shared/exchange/exchange';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { counted, written } from '#shared/text/plural';
import { holdsTypes } from '#main/exchange/netbox/read-archive';
import { plainContext } from '#main/services/computing';
import {
  exitCode,
  InvalidInput,
  nameOf,
  readText,
  reasonOf,
  UsageError,
  writeText,
  type CommandHost,
  type Finish,
} from './host';
import { normalised } from './export';
import { readScenarioArgument, scenarioArgument, commaList } from './arguments';

const examples = `
Examples:
  fleetwright import from-a-colleague.json --output plan.fleetwright.json
  fleetwright import - < from-a-colleague.json
  fleetwright import plan.json --netbox-racks racks.csv --netbox-devices devices.csv --output with-racks.json
  fleetwright import plan.json --netbox-types dgx.yaml,device-types/Dell --output with-types.json

Exit code: 0 done; 1 a file is not valid, rows were left out, or the scenario uses entries that the catalogue does not have
(the scenario is still written and each entry is listed); 2 a file cannot be read or written.`;

interface Options {
  readonly output?: string;
  readonly netboxRacks?: string;
  readonly netboxDevices?: string;
  readonly netboxTypes: readonly string[];
}

export function defineImport(command: Command, host: CommandHost, finish: Finish): void {
  command
    .argument('<file>', scenarioArgument)
    .option(
      '--netbox-types <paths>',
      'files, folders or ZIP files of device and rack types of NetBox or Nautobot, separated by commas',
      commaList,
      [],
    )
    .option(
      '--netbox-racks <file>',
      'table of racks as NetBox exports or takes it, or JSON of its API; a folder holds its pages',
    )
    .option(
      '--netbox-devices <file>',
      'table of devices as NetBox exports or takes it, or JSON of its API; a folder holds its pages',
    )
    .option('--output <file>', 'output file (default: standard output)')
    .addHelpText('after', examples)
    .action(async (file: string, options: Options) => {
      const { scenario, leftOut } = await addNetbox(await readScenarioArgument(host, file), options, host);
      const strangers = await unknownToCatalogue(scenario, host);
      for (const message of leftOut) host.err(`${message}\n`);
      for (const message of strangers) host.err(`${nameOf(file)}: ${message}\n`);
      await writeText(host, normalised(scenario), options.output);
      finish(leftOut.length + strangers.length > 0 ? exitCode.refused : exitCode.done);
    });
}

/** The files that paths of types name: themselves, those of folders, and archives. */
async function typeFiles(
  paths: readonly string[],
  host: CommandHost,
): Promise<Pick<NetboxImport, 'types' | 'archives'>> {
  const types: { name: string; text: string }[] = [];
  const archives: { name: string; base64: string }[] = [];
  for (const path of paths) {
    const inFolder = await host.filesIn?.(path).catch(() => undefined);
    for (const name of inFolder?.filter(holdsTypes) ?? [path]) {
      if (/\.zip$/i.test(name) && host.readBytes !== undefined) {
        const bytes = await host.readBytes(name).catch((error: unknown) => {
          throw new UsageError(`${name} cannot be read: ${reasonOf(error)}`);
        });
        archives.push({ name, base64: Buffer.from(bytes).toString('base64') });
      } else types.push({ name, text: await readText(host, name) });
    }
  }
  return { types, archives };
}

/** The texts of a table: of one file, or of every page in a folder. */
async function tableTexts(path: string | undefined, host: CommandHost): Promise<readonly string[]> {
  if (path === undefined) return [];
  const pages = (await host.filesIn?.(path).catch(() => undefined)) ?? [path];
  return Promise.all(pages.map((page) => readText(host, page)));
}

/** The scenario with what the named files of NetBox hold; what is left out or doubtful is said on standard error. */
async function addNetbox(
  scenario: Scenario,
  { netboxTypes, netboxRacks, netboxDevices }: Options,
  host: CommandHost,
): Promise<WithNetbox> {
  if (netboxTypes.length === 0 && netboxRacks === undefined && netboxDevices === undefined) {
    return { scenario, leftOut: [] };
  }
  const { computations } = await host.services();
  const imported = await computations.importNetbox(
    {
      scenario,
      ...(await typeFiles(netboxTypes, host)),
      racks: [...(await tableTexts(netboxRacks, host))],
      devices: [...(await tableTexts(netboxDevices, host))],
    },
    plainContext,
  );
  const named = (file: string, { path, message }: Refusal): string => {
    const table = path === 'racks' ? netboxRacks : path === 'devices' ? netboxDevices : undefined;
    return `${table ?? file}: ${message}`;
  };
  if (!imported.ok) throw new InvalidInput(named('NetBox', imported.error));
  const { added, leftOut, warnings, unread } = imported.value;
  for (const { file, refusal } of warnings)
    host.err(`${named(file, refusal).replace(': ', ': warning: ')}\n`);
  for (const { file, name, count } of unread)
    host.err(`${tableName(file, netboxRacks, netboxDevices)}: not read: ${name} (${written(count)})\n`);
  const { racks, devices } = added;
  host.err(
    `${counted(added.types, 'type')}, ${counted(racks, 'rack')} and ${counted(devices, 'device')} added\n`,
  );
  return {
    scenario: imported.value.scenario,
    leftOut: leftOut.map(({ file, refusal }) => named(file, refusal)),
  };
}

const tableName = (file: string, racks: string | undefined, devices: string | undefined): string =>
  (file === 'racks' ? racks : file === 'devices' ? devices : undefined) ?? file;

interface WithNetbox {
  readonly scenario: Scenario;
  readonly leftOut: readonly string[];
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
