import { z } from './zod';

/**
 * Why something is not done: a stable code for programs, a sentence for people, and where it applies the limit, the
 * demand and what would make it fit. `message` is English; screens translate by `code` and `params`.
 */
export const Refusal = z.object({
  code: z.string(),
  message: z.string(),
  path: z.string().optional(),
  limit: z.number().optional(),
  demand: z.number().optional(),
  unit: z.string().optional(),
  remedy: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type Refusal = Readonly<z.infer<typeof Refusal>>;
