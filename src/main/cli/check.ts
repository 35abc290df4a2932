import type { Command } from 'commander';
import { exitCode, InvalidInput, type CommandHost, type Finish } from './host';
import { readScenarioArgument, scenarioArgument } from './arguments';

export function defineCheck(command: Command, host: CommandHost, finish: Finish): void {
  command
    .argument('<file...>', scenarioArgument)
    .addHelpText('after', '\nExample:\n  fleetwright check hall.fleetwright.json')
    .action(async (files: readonly string[]) => {
      for (const file of files) {
        try {
          const { name } = await readScenarioArgument(host, file);
          host.out(`${file}: ${name}\n`);
        } catch (error) {
          if (!(error instanceof InvalidInput)) throw error;
          host.err(`${error.message}\n`);
          finish(exitCode.refused);
        }
      }
    });
}
