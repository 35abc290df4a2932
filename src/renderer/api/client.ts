import { callTable } from '#shared/api/call-table';
import type { calls } from '#shared/api/calls';
import type { Answer, Client, JobControl } from '#shared/api/contract';
import type { Own } from './own';
import type { Transport } from './transport';

/** The services of the main side, one typed function per call. */
export type Api = Client<typeof calls>;

/** One typed function per call of the contract, over any transport; what the user has of their own crosses with those that read it. */
export function createClient(transport: Transport, own: Own): Api {
  const functions = Object.entries(callTable).map(([name, facts]) => {
    const send = (input: unknown, control: JobControl) =>
      transport({ name, kind: facts.kind, input, control });
    return [
      name,
      (input: unknown, control: JobControl = {}): Promise<Answer<unknown>> =>
        facts.priced || facts.library
          ? own.sentBeside(facts, input, (parcel) => send(parcel, control))
          : send(input, control),
    ];
  });
  return Object.fromEntries(functions) as Api;
}
