import { z } from '#shared/schema/zod';
import type { RememberedKey } from '#renderer/documents/hooks';
import { languages } from '#shared/language/language';
import { placeIds, screenIds } from './screens';

/** What the shell remembers between runs. */
const key = <T>(name: string, schema: z.ZodType<T>, initial: T): RememberedKey<T> => ({
  key: name,
  schema,
  initial,
});

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** Widths of the side panels in pixels. */
export const panelLimits = {
  library: { minimum: 180, maximum: 480 },
  inspector: { minimum: 220, maximum: 560 },
} as const;

const widthWithin = ({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }) =>
  z.number().min(minimum).max(maximum);

export const screenKey = key('screen', z.enum(placeIds), 'layout');
/** Where leaving the history leads to. */
export const screenBeforeKey = key('screen.before', z.enum(screenIds), 'layout');
export const themeKey = key<Theme>('theme', z.enum(themes), 'system');
/** Unset until the user chooses: the language of the system counts. */
export const languageKey = key('language', z.enum(languages).optional(), undefined);
export const libraryWidthKey = key('library.width', widthWithin(panelLimits.library), 232);
export const libraryOpenKey = key('library.open', z.boolean(), true);
export const inspectorWidthKey = key('inspector.width', widthWithin(panelLimits.inspector), 288);
export const inspectorOpenKey = key('inspector.open', z.boolean(), true);
export const scenarioKey = key<string | undefined>('scenario', z.string().optional(), undefined);
export const selectionKey = 'selection';
/** Set once the library has had its first scenarios, so that an emptied library stays empty. */
export const startedKey = key('started', z.boolean(), false);
