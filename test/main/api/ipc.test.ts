import { describe, expect, it, vi } from 'vitest';
import { isTrustedFrame, listenOnIpc, type Frame, type IpcEvent, type PortEvent } from '#main/api/ipc';
import type { JobPort } from '#main/jobs/serve-job';
import { CALL_CHANNEL, JOB_CHANNEL } from '#shared/api/bridge';
import { success } from '#shared/refusal/refusal';
import { aDispatcher } from './a-dispatcher';
import { PATIENTLY } from '../../support/patience';

const ours: Frame = { url: 'app://fleetwright/', parent: null };

function listening(handlers: Parameters<typeof aDispatcher>[0]) {
  const { dispatcher } = aDispatcher(handlers);
  let invoke: ((event: IpcEvent, name: unknown, input: unknown) => Promise<unknown>) | undefined;
  let post: ((event: PortEvent, message: unknown) => void) | undefined;
  listenOnIpc(
    {
      handle: (channel, listener) => {
        expect(channel).toBe(CALL_CHANNEL);
        invoke = listener;
      },
      on: (channel, listener) => {
        expect(channel).toBe(JOB_CHANNEL);
        post = listener;
      },
    },
    dispatcher,
  );
  return { invoke: invoke!, post: post! };
}

function aPort() {
  const sent: unknown[] = [];
  const close = vi.fn();
  const port = {
    on: vi.fn(),
    start: vi.fn(),
    close,
    postMessage: (message: unknown) => sent.push(message),
  };
  return { port: port as unknown as JobPort & typeof port, sent, close };
}

describe('the sender of a message', () => {
  it('is trusted when it is the top frame of our own page', () => {
    expect(isTrustedFrame(ours)).toBe(true);
    expect(isTrustedFrame({ url: 'app://fleetwright/index.html?x#y', parent: null })).toBe(true);
  });

  it.each([
    null,
    { url: 'app://fleetwright/', parent: {} },
    { url: 'app://fleetwright.example.com/', parent: null },
    { url: 'app://fleetwright:1/', parent: null },
    { url: 'app://user@fleetwright/', parent: null },
    { url: 'https://fleetwright/', parent: null },
    { url: 'https://example.com/?app://fleetwright/', parent: null },
    { url: 'file:///app://fleetwright/', parent: null },
    { url: 'about:blank', parent: null },
    { url: '', parent: null },
  ])('is not trusted as %j', (frame) => {
    expect(isTrustedFrame(frame)).toBe(false);
  });

  it('is judged before a handler runs', async () => {
    const examples = vi.fn(() => success([]));
    const { invoke } = listening({ examples });
    const foreign = { senderFrame: { url: 'https://example.com/', parent: null } };
    await expect(invoke(foreign, 'examples', {})).resolves.toMatchObject({
      ok: false,
      error: { code: 'foreign-sender' },
    });
    expect(examples).not.toHaveBeenCalled();
    await expect(invoke({ senderFrame: ours }, 'examples', {})).resolves.toEqual(success([]));
  });

  it('is judged for jobs too: a foreign one loses its port', () => {
    const exportQuote = vi.fn();
    const { post } = listening({ exportQuote });
    const { port, sent, close } = aPort();
    post({ senderFrame: null, ports: [port] }, { name: 'exportQuote', input: {} });
    expect(close).toHaveBeenCalled();
    expect(sent).toEqual([]);
    expect(exportQuote).not.toHaveBeenCalled();
  });
});

describe('a job over a port', () => {
  it('answers on the port it came with', async () => {
    const { post } = listening({ examples: () => success([]) });
    const { port, sent } = aPort();
    post({ senderFrame: ours, ports: [port] }, { name: 'examples', input: {} });
    await vi.waitFor(() => expect(sent).toEqual([{ answer: success([]) }]), PATIENTLY);
  });
});
