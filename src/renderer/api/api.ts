import type { calls } from '#shared/api/calls';
import type { Client } from '#shared/api/contract';

/** The services of the main side, one typed function per call. */
export type Api = Client<typeof calls>;
