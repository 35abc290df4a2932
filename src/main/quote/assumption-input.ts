import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Plan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import type { QuoteFormats } from './formats';
import type { Translate } from './messages';

/** What the sentences under a quote are written from. */
export interface AssumptionInput {
  readonly scenario: Scenario;
  readonly plan: Plan;
  readonly catalogue: Catalogue;
  readonly translate: Translate;
  readonly formats: QuoteFormats;
}
