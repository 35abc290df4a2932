import { z } from '#shared/zod';
import type { RememberedKey } from './hooks';

/** What stands side by side on the compare screen; the first start chooses the article's two fleets. */
export interface Compared {
  /** Scenario ids in the order of the columns; the first is the baseline. Deleted ones fall out by themselves. */
  readonly scenarios: readonly string[];
  readonly onlyDifferences: boolean;
}

export const comparedKey: RememberedKey<Compared> = {
  key: 'compare.chosen',
  schema: z.object({ scenarios: z.array(z.string()).max(50), onlyDifferences: z.boolean() }),
  initial: { scenarios: [], onlyDifferences: true },
};
