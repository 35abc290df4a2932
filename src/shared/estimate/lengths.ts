import { z } from '../zod';

const tokens = z.int().min(1).max(10_000_000);

/** Lengths with the case's `input` and `output` as means, or drawn from pairs of measured ones. */
export const LengthDistribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed') }),
  z.strictObject({
    kind: z.literal('log-normal'),
    inputSigma: z.number().min(0).max(3),
    outputSigma: z.number().min(0).max(3),
  }),
  z.strictObject({
    kind: z.literal('empirical'),
    pairs: z
      .array(z.tuple([tokens, tokens]))
      .min(1)
      .max(100_000),
  }),
]);
export type LengthDistribution = Readonly<z.infer<typeof LengthDistribution>>;
