import type { Bridge } from '#shared/api/bridge';
import type { Answer, JobControl } from '#shared/api/contract';
import { failure, type Refusal, cancelled } from '#shared/refusal/refusal';

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

/** The refusal for a request that brought no answer at all. */
export const noAnswer = (control: JobControl): Answer<never> =>
  failure(control.signal?.aborted === true ? cancelled : unreachable);

/** Over the preload script of the desktop app. */
export function bridgeTransport(bridge: Bridge): Transport {
  return async ({ name, kind, input, control }) => {
    try {
      if (kind === 'call') return (await bridge.invoke(name, input)) as Answer<unknown>;
      if (control.signal?.aborted === true) return noAnswer(control);
      const job = bridge.job(name, input, (fraction) => control.onProgress?.(fraction));
      control.signal?.addEventListener('abort', () => job.cancel());
      return (await job.answer) as Answer<unknown>;
    } catch {
      return noAnswer(control);
    }
  };
}
