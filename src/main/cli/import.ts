import type { Command } from 'commander';
import type { NetboxImport } from '#shared/exchange/exchange';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { counted } from '#shared/text/plural';
import { plainContext } from '#main/services/computing';
import { exitCode, InvalidInput, nameOf, readText, writeText, type CommandHost, type Finish } from './host';
import { normalised } from './export';
import { readScenarioArgument, scenarioArgument, commaList } from './arguments';

const examples = `
Examples:
  fleetwright import from-a-colleague.json --output plan.fleetwright.json
  fleetwright import - < from-a-colleague.json
  fleetwright import plan.json --netbox-racks racks.csv --netbox-devices devices.csv --output with-racks.json
  fleetwright import plan.json --netbox-types dgx.yaml,switch.yaml --output with-types.json

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
      '--netbox-types <files>',
      "YAML files of NetBox's device type library, separated by commas",
      commaList,
      [],
    )
    .option('--netbox-racks <file>', 'CSV of racks, with at least the columns name and u_height')
    .option('--netbox-devices <file>', 'CSV of devices, with at least the columns name, device_type and rack')
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

/** The scenario with what the named files of NetBox hold; what is left out or doubtful is said on standard error. */
async function addNetbox(
  scenario: Scenario,
  { netboxTypes, netboxRacks, netboxDevices }: Options,
  host: CommandHost,
): Promise<WithNetbox> {
  if (netboxTypes.length === 0 && netboxRacks === undefined && netboxDevices === undefined) {
    return { scenario, leftOut: [] };
  }
  const types: NetboxImport['types'] = await Promise.all(
    netboxTypes.map(async (name) => ({ name, text: await readText(host, name) })),
  );
  const { computations } = await host.services();
  const imported = await computations.importNetbox(
    {
      scenario,
      types,
      ...(netboxRacks === undefined ? {} : { racks: await readText(host, netboxRacks) }),
      ...(netboxDevices === undefined ? {} : { devices: await readText(host, netboxDevices) }),
    },
    plainContext,
  );
  const named = (file: string, { path, message }: Refusal): string => {
    const table = path === 'racks' ? netboxRacks : path === 'devices' ? netboxDevices : undefined;
    return `${table ?? file}: ${message}`;
  };
  if (!imported.ok) throw new InvalidInput(named('NetBox', imported.error));
  const { added, leftOut, warnings } = imported.value;
  for (const { file, refusal } of warnings) host.err(`${file}: warning: ${refusal.message}\n`);
  const { racks, devices } = added;
  host.err(
    `${counted(added.types, 'device type')}, ${counted(racks, 'rack')} and ${counted(devices, 'device')} added\n`,
  );
  return {
    scenario: imported.value.scenario,
    leftOut: leftOut.map(({ file, refusal }) => named(file, refusal)),
  };
}

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
