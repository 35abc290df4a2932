import type { Command } from 'commander';
import { printJson, type CommandHost } from './host';
import { textTable } from './text-table';

export function addExamplesCommand(program: Command, host: CommandHost): void {
  program
    .command('examples')
    .description('List the example scenarios; every FILE argument also accepts example:ID.')
    .option('--json', 'print ids, names and notes as JSON')
    .addHelpText('after', '\nExamples:\n  fleetwright examples\n  fleetwright plan example:article-7b-lpu')
    .action(async ({ json }: { readonly json?: true }) => {
      const { examples } = await host.services();
      if (json)
        printJson(
          host,
          examples.map(({ id, name, note }) => ({ id, name, note })),
        );
      else
        host.out(
          textTable(
            [{ head: 'Id' }, { head: 'Name' }],
            examples.map(({ id, name }) => [id, name]),
          ),
        );
    });
}
