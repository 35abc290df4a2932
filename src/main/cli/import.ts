import type { Command } from 'commander';
import type { NetboxImport } from '#shared/exchange/exchange';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import { counted } from '#shared/text/plural';
import { plainContext } from '#main/services/computing';
import { exitCode, InvalidInput, nameOf, readText, writeText, type CommandHost, type Finish } from './host';
import { normalised } from './export';
import { readScenarioArgument, scenarioArgument } from './arguments';

const examples = `
Examples:
  fleetwright import from-a-colleague.json --output plan.fleetwright.json
  fleetwright import - < from-a-colleague.json
  fleetwright import plan.json --netbox-racks racks.csv --netbox-devices devices.csv --output with-racks.json
  fleetwright import plan.json --netbox-types dgx.yaml,switch.yaml --output with-types.json

Exit code: 0 done; 1 when a file is not what it should be, or when rows were left out or the scenario names what the
catalogue does not have (it is then still written, and each is named); 2 when a file cannot be read or written.`;

interface Options {
  readonly output?: string;
  readonly netboxRacks?: string;
  readonly netboxDevices?: string;
  readonly netboxTypes: readonly string[];
}

const list = (text: string): readonly string[] => text.split(',').map((each) => each.trim());

export function addImportCommand(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('import')
    .description(
      'Check a scenario file, also against the catalogue; add what NetBox exported; write it normalised.',
    )
    .argument('<file>', scenarioArgument)
    .option(
      '--netbox-types <files>',
      "YAML files of NetBox's library of device types, commas between",
      list,
      [],
    )
    .option('--netbox-racks <file>', 'CSV of racks: name and u_height at the least')
    .option('--netbox-devices <file>', 'CSV of devices: name, device_type and rack at the least')
    .option('--output <file>', 'where it goes (default: standard output)')
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
