import type { Command } from 'commander';
import { printJson, type CommandHost } from './host';
import { textTable } from './text-table';

export function defineExamples(command: Command, host: CommandHost): void {
  command
    .option('--json', 'print ids, names and notes as JSON')
    .addHelpText('after', '\nExamples:\n  fleetwright examples\n  fleetwright plan example:article-7b-lpu')
    .action(async ({ json }: { readonly json?: true }) => {
      const examples = await (await host.services()).examplesIn('en');
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
