import { z } from './zod';

/** The languages that screens and documents speak, English first: what nothing else is said for. */
export const languages = ['en', 'zh-CN'] as const;

export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;
