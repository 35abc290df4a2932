import type { Bridge } from '#shared/api/bridge';
import type { Answer } from '#shared/api/contract';
import { noAnswer, type Transport } from './transport';

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
