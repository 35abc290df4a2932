import type { IncomingMessage } from 'node:http';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { counted } from '#shared/text/plural';

/** The largest body that is read: what `backUp` of a full library may measure. */
const LARGEST_BODY = 96 * 1024 * 1024;
/** What all bodies together may take while they are read and parsed: the largest, and some others beside it. */
const LARGEST_TOGETHER = 1.5 * LARGEST_BODY;

export interface BodyLimits {
  readonly each: number;
  readonly together: number;
}

const bodyLimits: BodyLimits = { each: LARGEST_BODY, together: LARGEST_TOGETHER };

/** Why a body is not read, and the status that says so. */
export interface BodyRefusal {
  readonly status: number;
  readonly refusal: Refusal;
}

const refused = (status: number, refusal: Refusal): Result<never, BodyRefusal> =>
  failure({ status, refusal });

const tooLarge = (limit: number) =>
  refused(413, {
    code: 'too-large',
    message: `The request is larger than ${counted(limit, 'byte')}.`,
    limit,
    unit: 'B',
    params: { limit },
  });

const busy = (limit: number) =>
  refused(503, {
    code: 'host-busy',
    message: 'Fleetwright is busy with other requests. Try again in a moment.',
    limit,
    unit: 'B',
    params: { limit },
  });

// The page went away while it sent; nobody is left to be answered.
const notWhole = refused(400, { code: 'not-whole', message: 'The request broke off.' });
const notJson = refused(400, { code: 'not-json', message: 'The request is not JSON.' });

export type ReadBody = (request: IncomingMessage, limit?: number) => Promise<Result<unknown, BodyRefusal>>;

/**
 * Reads the JSON bodies of requests. What is too large is refused by what it says of itself before a byte of it is read, or
 * where it says nothing at the limit; all bodies together have a limit too, so that many clients cannot fill the memory.
 */
export function createBodyReader({ each, together }: BodyLimits = bodyLimits): ReadBody {
  let held = 0;
  return async (request, limit = each) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge(limit);
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      // What is left of a refused body stays where it is, so that the refusal can still be sent.
      for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        if (length + chunk.length > limit) return tooLarge(limit);
        if (held + chunk.length > together) return busy(together);
        length += chunk.length;
        held += chunk.length;
        chunks.push(chunk);
      }
      return parsed(chunks);
    } catch {
      return notWhole;
    } finally {
      held -= length;
    }
  };
}

function parsed(chunks: readonly Buffer[]): Result<unknown, BodyRefusal> {
  try {
    return success(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    return notJson;
  }
}
