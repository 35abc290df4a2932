import { z } from '#shared/schema/zod';

/** The lines of a three-phase source that a single-phase load hangs between. */
export const Line = z.enum(['L1', 'L2', 'L3', 'L1-L2', 'L2-L3', 'L3-L1']);
export type Line = z.infer<typeof Line>;
