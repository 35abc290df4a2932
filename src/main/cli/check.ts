import type { Command } from 'commander';
import { readScenario } from '#shared/scenario/read';
import { exitCode, readText, type CommandHost, type Finish } from './host';

export function addCheckCommand(program: Command, host: CommandHost, finish: Finish): void {
  program
    .command('check')
    .description('Say of scenario files whether they can be read, and if not what is wrong and where.')
    .argument('<file...>', 'scenario files; - for standard input')
    .addHelpText('after', '\nExample:\n  fleetwright check hall.fleetwright.json')
    .action(async (files: readonly string[]) => {
      for (const file of files) {
        const scenario = readScenario(await readText(host, file));
        if (scenario.ok) {
          host.out(`${file}: ${scenario.value.name}\n`);
        } else {
          host.err(`${file}: ${scenario.error.message}\n`);
          finish(exitCode.refused);
        }
      }
    });
}
