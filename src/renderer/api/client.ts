import { callTable } from '#shared/api/call-table';
import type { calls } from '#shared/api/calls';
import type { Answer, Client, JobControl } from '#shared/api/contract';
import type { OwnPriceBook } from './own-price-book';
import type { Transport } from './transport';

/** The services of the main side, one typed function per call. */
export type Api = Client<typeof calls>;

/** One typed function per call of the contract, over any transport; the user's own prices cross with those that price. */
export function createClient(transport: Transport, book: OwnPriceBook): Api {
  const functions = Object.entries(callTable).map(([name, { kind, priced }]) => {
    const send = (input: unknown, control: JobControl) => transport({ name, kind, input, control });
    return [
      name,
      (input: unknown, control: JobControl = {}): Promise<Answer<unknown>> =>
        priced ? book.sentBeside(input, (both) => send(both, control)) : send(input, control),
    ];
  });
  return Object.fromEntries(functions) as Api;
}
