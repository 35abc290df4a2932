import { Argument, type Command } from 'commander';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { exitCode, printJson, type CommandHost, type Finish } from './host';
import { offerRows, printRows, type RowOptions } from './row-options';
import { textTable } from './text-table';

interface Listed {
  readonly id: string;
  readonly name: string;
}

/** What may be listed, and where the catalogue has it. */
const listed: Readonly<Record<string, (catalogue: Catalogue) => Readonly<Record<string, Listed>>>> = {
  models: ({ models }) => models,
  parts: ({ accelerators }) => accelerators,
  engines: ({ engines }) => engines,
  servers: ({ deviceTypes }) =>
    Object.fromEntries(Object.entries(deviceTypes).filter(([, { kind }]) => kind === 'server')),
  racks: ({ rackTypes }) => rackTypes,
  sites: ({ sites }) => sites,
  taxes: ({ taxes }) => taxes,
  prices: ({ prices }) => prices,
};

const help = `
With --json or --format every entry is printed whole, as fleetwright schema catalogue describes it; --columns picks values
by their path, in lists by number.

Examples:
  fleetwright list models
  fleetwright list servers --json
  fleetwright list parts --format csv --columns id,name,memory.readings.0.typical
  fleetwright list models --library own.fleetwright-library.json`;

export function defineList(command: Command, host: CommandHost, finish: Finish): void {
  offerRows(command.addArgument(new Argument('<what>').choices(Object.keys(listed))))
    .option('--json', 'print the entries as JSON')
    .addHelpText('after', help)
    .action(async (what: string, { json, ...rows }: RowOptions & { readonly json?: true }) => {
      const { catalogue } = await host.services();
      const entries = Object.values(listed[what]?.(catalogue) ?? {});
      if ((rows.format ?? rows.columns) !== undefined) printRows(host, entries, rows);
      else if (json) printJson(host, entries);
      else
        host.out(
          textTable(
            [{ head: 'id' }, { head: 'name' }],
            entries.map(({ id, name }) => [id, name]),
          ),
        );
      finish(exitCode.done);
    });
}
