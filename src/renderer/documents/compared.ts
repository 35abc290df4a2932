import { ScenarioId } from '#shared/ids';
import { z } from '#shared/zod';
import type { RememberedKey } from './hooks';

const Compared = z.object({ scenarios: z.array(ScenarioId).max(50), baseline: z.int().min(0).max(49) });

/** The scenarios that stand side by side on the compare screen; the first start chooses the article's two fleets. */
export type Compared = Readonly<z.infer<typeof Compared>>;

export const comparedKey: RememberedKey<Compared> = {
  key: 'compare.chosen',
  schema: Compared,
  initial: { scenarios: [], baseline: 0 },
};
