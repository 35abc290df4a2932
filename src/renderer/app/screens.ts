import type { ComponentType, ReactNode } from 'react';
import type { ScreenNamespace } from '#renderer/i18n/resources';
import { fetchedLater } from '#renderer/components/fetched-later';
import { layoutNamespaces } from '#renderer/i18n/together';

/** The screens of one scenario, in their order from racks to quote. */
const scenarioScreens = ['layout', 'performance', 'power', 'cost', 'quote'] as const;

/** The screens of all scenarios: from a need to fleets, beside one another, and what they are made of. */
const libraryScreens = ['size', 'compare', 'catalogue', 'prices', 'checks'] as const;

/** The screens that have a tab, in their order. */
export const screenIds = [...scenarioScreens, ...libraryScreens] as const;

/** The first screen of all scenarios, which stands apart from those of one. */
export const firstLibraryScreen = libraryScreens[0];

/** Everything that the middle of the window shows: the screens, and the history, which is reached beside the scenario's name. */
export const placeIds = [...screenIds, 'history'] as const;
export type PlaceId = (typeof placeIds)[number];

interface ScreenParts {
  /** Whether it shows the open scenario and has nothing to show without one. */
  readonly needsScenario: boolean;
  /** The messages that it speaks beside those of the shell. */
  readonly namespaces: readonly ScreenNamespace[];
  readonly load: () => Promise<ComponentType>;
}

export interface Screen extends Pick<ScreenParts, 'needsScenario' | 'namespaces'> {
  readonly component: ComponentType<{ readonly meanwhile?: ReactNode }>;
}

const screen = ({ load, ...parts }: ScreenParts): Screen => ({
  ...parts,
  component: fetchedLater({ load, namespaces: parts.namespaces }),
});

/** What stands in each place, fetched with its messages when it is first opened, or ahead of that. */
export const screens: Readonly<Record<PlaceId, Screen>> = {
  layout: screen({
    needsScenario: true,
    namespaces: layoutNamespaces,
    load: async () => (await import('#renderer/features/layout/index')).LayoutScreen,
  }),
  performance: screen({
    needsScenario: true,
    namespaces: ['performance', 'service'],
    load: async () => (await import('#renderer/features/performance/index')).PerformanceScreen,
  }),
  power: screen({
    needsScenario: true,
    namespaces: ['power', 'dates'],
    load: async () => (await import('#renderer/features/power/index')).PowerScreen,
  }),
  size: screen({
    needsScenario: true,
    namespaces: ['size', 'performance', 'service'],
    load: async () => (await import('#renderer/features/size/index')).SizeScreen,
  }),
  cost: screen({
    needsScenario: true,
    namespaces: ['cost', 'finance', 'performance', 'service'],
    load: async () => (await import('#renderer/features/cost/index')).CostScreen,
  }),
  compare: screen({
    needsScenario: false,
    namespaces: ['compare', 'service'],
    load: async () => (await import('#renderer/features/compare/index')).CompareScreen,
  }),
  quote: screen({
    needsScenario: true,
    namespaces: ['quote'],
    load: async () => (await import('#renderer/features/quote/index')).QuoteScreen,
  }),
  prices: screen({
    needsScenario: false,
    namespaces: ['prices'],
    load: async () => (await import('#renderer/features/prices/index')).PricesScreen,
  }),
  catalogue: screen({
    needsScenario: false,
    namespaces: ['catalogue'],
    load: async () => (await import('#renderer/features/catalogue/index')).CatalogueScreen,
  }),
  history: screen({
    needsScenario: true,
    namespaces: ['history', 'compare', 'catalogue'],
    load: async () => (await import('#renderer/features/history/index')).HistoryView,
  }),
  checks: screen({
    needsScenario: false,
    namespaces: ['checks'],
    load: async () => (await import('#renderer/features/checks/index')).ChecksScreen,
  }),
};
