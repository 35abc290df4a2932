import type { Derived } from '#shared/plan/derived';
import type { Containment } from '#shared/scenario/cooling';
import type { Watts } from '#shared/units';
import type { Figures } from '../planning-context';

/** The heat per rack that room air carries in practice, with the aisles open or kept apart; a figure with its sources. */
export const densityOf = (containment: Containment, figures: Figures): Derived<Watts> | undefined =>
  figures.at<Watts>(`figures/air-density-${containment === 'none' ? 'open' : 'contained'}/figure`, 'W');
