import type { GroupRule } from '#shared/scenario/placement';
import type { Figures } from '../planning-context';

export type ReachRule = Extract<GroupRule, { readonly kind: 'within-reach' }>;

/** The reach that a rule means, in metres: the user's own, else that of its cable; undefined where nobody says. */
export const reachOf = ({ reachMeters, cable }: ReachRule, figures: Figures): number | undefined =>
  reachMeters ?? (cable === undefined ? undefined : figures.at(`figures/${cable}/figure`, 'm')?.typical);
