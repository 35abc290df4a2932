import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { MessageKey } from '../i18n/message';

export const screenIds = ['layout', 'compare', 'quote', 'catalogue', 'checks'] as const;
export type ScreenId = (typeof screenIds)[number];

export interface Screen {
  readonly title: MessageKey;
  readonly component: LazyExoticComponent<ComponentType>;
  /** Whether it shows the open scenario and has nothing to show without one. */
  readonly needsScenario: boolean;
}

const loaded = (load: () => Promise<ComponentType>): LazyExoticComponent<ComponentType> =>
  lazy(async () => ({ default: await load() }));

/** The screens in the order of their tabs, each loaded when it is first opened. */
export const screens: Readonly<Record<ScreenId, Screen>> = {
  layout: {
    title: 'layout:title',
    needsScenario: true,
    component: loaded(async () => (await import('../features/layout')).LayoutScreen),
  },
  compare: {
    title: 'compare:title',
    needsScenario: false,
    component: loaded(async () => (await import('../features/compare')).CompareScreen),
  },
  quote: {
    title: 'quote:title',
    needsScenario: true,
    component: loaded(async () => (await import('../features/quote')).QuoteScreen),
  },
  catalogue: {
    title: 'catalogue:title',
    needsScenario: false,
    component: loaded(async () => (await import('../features/catalogue')).CatalogueScreen),
  },
  checks: {
    title: 'checks:title',
    needsScenario: false,
    component: loaded(async () => (await import('../features/checks')).ChecksScreen),
  },
};
