import { calls } from '#shared/api/calls';
import type { Bridge } from '#shared/api/bridge';
import type { Answer, Client, JobControl } from '#shared/api/contract';
import { bridgeTransport } from './api/bridge-transport';
import type { Transport } from './api/transport';
import { webTransport } from './api/web-transport';

export type AppClient = Client<typeof calls>;

/** One typed function per call of the contract, over any transport. */
export function createClient(transport: Transport): AppClient {
  const functions = Object.entries(calls).map(([name, { kind }]) => [
    name,
    (input: unknown, control: JobControl = {}): Promise<Answer<unknown>> =>
      transport({ name, kind, input, control }),
  ]);
  return Object.fromEntries(functions) as AppClient;
}

const bridge = (globalThis as { readonly fleetwright?: Bridge }).fleetwright;

/** The main side, as the screens know it: the same in the desktop app and in a browser. */
export const api: AppClient = createClient(bridge === undefined ? webTransport() : bridgeTransport(bridge));
