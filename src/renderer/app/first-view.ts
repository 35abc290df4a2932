import type { ScreenNamespace } from '#renderer/i18n/resources';

/** What the Layout says, the screen that a start shows; the build lays these messages beside one another. */
export const layoutNamespaces = [
  'layout',
  'designer',
  'dates',
  'finance',
] as const satisfies readonly ScreenNamespace[];
