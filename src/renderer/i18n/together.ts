import type { ScreenNamespace } from './resources';

/** What the Layout says, the screen that a start shows; the build lays these messages beside one another. */
export const layoutNamespaces = [
  'layout',
  'designer',
  'dates',
  'finance',
] as const satisfies readonly ScreenNamespace[];

/**
 * What the window says only once it is worked with, such as why something was refused, what to know of an answer, or
 * undoing the choice of a day while another screen is shown: fetched right after the first view. Until it is here a
 * refusal speaks the English sentence that it carries.
 */
export const messagesAfterFirstView = [
  'problems',
  'remarks',
  'service',
  'autofit',
  'bulk',
  'cords',
  'dates',
  'exchange',
  'finance',
  'floor',
  'groups',
  'trash',
] as const satisfies readonly ScreenNamespace[];

/** What is fetched in one file after that of the Layout; Compare is what the very first start shows. */
export const namespacesAfterwards = [
  ...messagesAfterFirstView.filter((each) => each !== 'dates' && each !== 'finance'),
  'compare',
] as const satisfies readonly ScreenNamespace[];
