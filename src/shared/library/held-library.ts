import { z } from '#shared/schema/zod';
import { Library } from './library';

/** The user's own entries under a name of this state of them; other entries have another revision. */
export interface HeldLibrary {
  readonly revision: string;
  readonly library: Library;
}

/** The library as it crosses beside the input of a call that reads the catalogue. */
export const SentLibrary = z.strictObject({
  revision: z.string().min(1).max(60),
  library: Library.optional().describe('Left out where the main side already has this revision'),
});
export type SentLibrary = Readonly<z.infer<typeof SentLibrary>>;
