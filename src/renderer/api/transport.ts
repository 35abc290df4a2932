import type { Answer, JobControl } from '#shared/api/contract';
import type { Refusal } from '#shared/refusal';
import { failure } from '#shared/result';

export interface Outgoing {
  readonly name: string;
  readonly kind: 'call' | 'job';
  readonly input: unknown;
  readonly control: JobControl;
}

/** Carries one call to the main side. Never rejects: what goes wrong on the way is a refusal. */
export type Transport = (outgoing: Outgoing) => Promise<Answer<unknown>>;

const unreachable: Refusal = {
  code: 'unreachable',
  message: 'The planning service stopped. Restart Fleetwright; your work is saved.',
};

const cancelled: Refusal = { code: 'cancelled', message: 'The work was cancelled.' };

/** The refusal for a request that brought no answer at all. */
export const noAnswer = (control: JobControl): Answer<never> =>
  failure(control.signal?.aborted === true ? cancelled : unreachable);
