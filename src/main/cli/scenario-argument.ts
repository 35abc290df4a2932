import { readScenario } from '#shared/scenario/read';
import type { Scenario } from '#shared/scenario/schema';
import { nearestId } from '#shared/nearest-id';
import { InvalidInput, nameOf, readText, UsageError, type CommandHost } from './host';

const EXAMPLE = 'example:';

/** What a FILE argument may be; for the help of every command that takes one. */
export const scenarioArgument =
  'a scenario file, - for standard input, or example:ID (see fleetwright examples)';

/** The scenario that a FILE argument names. Fails as wrong usage where nothing can be read, as invalid where it is none. */
export async function readScenarioArgument(host: CommandHost, name: string): Promise<Scenario> {
  if (isExample(name)) return exampleNamed(host, name.slice(EXAMPLE.length));
  return scenarioIn(await readText(host, name), nameOf(name));
}

export const isExample = (name: string): boolean => name.startsWith(EXAMPLE);

/** The scenario that a text holds; the name says where it was read. */
export function scenarioIn(text: string, name: string): Scenario {
  const scenario = readScenario(text);
  if (!scenario.ok) throw new InvalidInput(`${name}: ${scenario.error.message}`);
  return scenario.value;
}

async function exampleNamed(host: CommandHost, id: string): Promise<Scenario> {
  const { examples } = await host.services();
  const example = examples.find((each) => each.id === id);
  if (example !== undefined) return example;
  const ids = examples.map((each) => each.id);
  throw new UsageError(
    `there is no example “${id}”; there are ${ids.join(', ')}. Did you mean ${nearestId(id, ids) ?? 'none of them'}?`,
  );
}
