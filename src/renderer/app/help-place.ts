import type { GuideId } from '#renderer/features/help/guides';
import type { ScreenNamespace } from '#renderer/i18n/resources';
import type { PlaceId } from './screens';

/** The messages that Help speaks beside those of the window. */
export const helpNamespaces = ['help'] as const satisfies readonly ScreenNamespace[];

/** The guide that F1 opens on each screen. */
export const guideOf: Readonly<Record<PlaceId, GuideId>> = {
  layout: 'layout-designer',
  performance: 'performance',
  power: 'power-and-cooling',
  size: 'cost',
  cost: 'cost',
  compare: 'compare',
  quote: 'quotes',
  prices: 'price-book',
  catalogue: 'models-and-libraries',
  checks: 'performance',
  history: 'history',
};
