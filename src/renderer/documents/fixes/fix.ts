import type { Command } from '#renderer/documents/command';
import type { Catalogue } from '#shared/catalogue/catalogue';
import type { Problem, WirePlan } from '#shared/plan/plan';
import type { Rack, Scenario } from '#shared/scenario/schema';

/** One edit that mends a problem; it is called what its command is called. */
export interface Fix {
  readonly command: Command;
}

export type AnyProblem = WirePlan['problems'][number];

/** What a fix is found from. */
export interface FixSetting {
  readonly scenario: Scenario;
  readonly catalogue: Pick<Catalogue, 'deviceTypes' | 'rackTypes' | 'sites'>;
  readonly plan: WirePlan;
}

/** The rack that a problem is about. */
export const rackOf = (
  { place }: { readonly place: Problem['place'] },
  { scenario }: FixSetting,
): Rack | undefined => (place.kind === 'rack' ? scenario.racks[place.rack] : undefined);
