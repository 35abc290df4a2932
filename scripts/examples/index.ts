import type { Catalogue } from '../../src/shared/catalogue/catalogue';
import { articleFleets, likeForLikeFleets } from './article';
import { build } from './builder';
import { hall } from './hall';
import { mixedFleet } from './mixed-fleet';

export interface ExampleFile {
  readonly name: string;
  readonly text: string;
}

/** The files of resources/examples: one per scenario, and the order in which the library lists them. */
export function exampleFiles(catalogue: Catalogue): readonly ExampleFile[] {
  const examples = [...articleFleets, ...likeForLikeFleets, mixedFleet, hall];
  const order = examples.map(({ id }) => id);
  return [
    { name: 'order.json', text: `${JSON.stringify(order, null, 2)}\n` },
    ...examples.map((example) => ({
      name: `${example.id}.fleetwright.json`,
      text: `${JSON.stringify(build(catalogue, example), null, 2)}\n`,
    })),
  ];
}
