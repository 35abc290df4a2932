import type { Bridge } from '#shared/api/bridge';
import type { Answer, JobControl } from '#shared/api/contract';
import { callKinds } from '#shared/api/kinds';
import type { Api } from './api/api';
import { bridgeTransport } from './api/bridge-transport';
import type { Transport } from './api/transport';
import { webTransport } from './api/web-transport';

/** One typed function per call of the contract, over any transport. */
export function createClient(transport: Transport): Api {
  const functions = Object.entries(callKinds).map(([name, kind]) => [
    name,
    (input: unknown, control: JobControl = {}): Promise<Answer<unknown>> =>
      transport({ name, kind, input, control }),
  ]);
  return Object.fromEntries(functions) as Api;
}

const bridge = (globalThis as { readonly fleetwright?: Bridge }).fleetwright;

/** The main side, as the screens know it: the same in the desktop app and in a browser. */
export const api: Api = createClient(bridge === undefined ? webTransport() : bridgeTransport(bridge));
