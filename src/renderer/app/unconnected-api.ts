import type { Refusal } from '#shared/refusal';
import { failure } from '#shared/result';
import type { Api } from '../documents/workbench';

const notConnected: Refusal = {
  code: 'not-connected',
  message: 'The screen has no connection to the planning services.',
};

/** Stands where no host offers its services: every call says so. */
export const unconnectedApi = new Proxy({} as Api, {
  get: () => () => Promise.resolve(failure(notConnected)),
});
