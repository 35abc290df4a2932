import type { RackId } from '#shared/schema/ids';
import type { RackPlan } from '#shared/plan/plan';
import type { RackTypes } from '#shared/floor/floor-plan';
import type { Scenario } from '#shared/scenario/schema';
import type { RackInventory } from '#main/planning/placement/inventory';
import type { Figures } from '#main/planning/context/planning-context';
import type { DrawingWords } from './words';

/** What the parts of a drawing are drawn from. */
export interface Drawn {
  readonly scenario: Scenario;
  readonly rackTypes: RackTypes;
  /** The racks that the drawing is about: all, or those asked for. */
  readonly racks: readonly RackInventory[];
  readonly plans: Readonly<Record<RackId, RackPlan>>;
  readonly figures: Figures;
  readonly words: DrawingWords;
}
