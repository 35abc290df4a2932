import { z } from '#shared/zod';
import type { RememberedKey } from '../documents/hooks';
import { languages } from '../i18n/i18n';
import { screenIds } from './screens';

/** What the shell remembers between runs. */
const key = <T>(name: string, schema: z.ZodType<T>, initial: T): RememberedKey<T> => ({
  key: name,
  schema,
  initial,
});

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const screenKey = key('screen', z.enum(screenIds), 'layout');
export const themeKey = key('theme', z.enum(themes), 'system');
export const languageKey = key('language', z.enum(languages).nullable(), null);
export const scenarioKey = key('scenario', z.string().nullable(), null);
export const libraryWidthKey = key('library.width', z.number().min(180).max(480), 232);
export const libraryOpenKey = key('library.open', z.boolean(), true);
export const inspectorWidthKey = key('inspector.width', z.number().min(220).max(560), 288);
export const inspectorOpenKey = key('inspector.open', z.boolean(), true);
