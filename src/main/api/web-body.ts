import type { IncomingMessage } from 'node:http';
import type { Refusal } from '../../shared/refusal';
import { failure, success, type Result } from '../../shared/result';

/** The largest body that is read: what `backUp` of a full library may measure. */
export const LARGEST_BODY = 96 * 1024 * 1024;

const tooLarge = (limit: number): Refusal => ({
  code: 'too-large',
  message: `The request is larger than ${limit} bytes.`,
  limit,
  unit: 'B',
  params: { limit },
});

/** The JSON body of a request; refused when it is too large or not JSON. No more than the limit is ever held. */
export async function readJson(
  request: IncomingMessage,
  limit = LARGEST_BODY,
): Promise<Result<unknown, Refusal>> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > limit) return failure(tooLarge(limit));
      chunks.push(chunk);
    }
  } catch {
    // The page went away while it sent; nobody is left to be answered.
    return failure({ code: 'not-whole', message: 'The request broke off.' });
  }
  try {
    return success(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    return failure({ code: 'not-json', message: 'The request is not JSON.' });
  }
}
