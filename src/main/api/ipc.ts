import { CALL_CHANNEL, JOB_CHANNEL } from '#shared/api/bridge';
import { failure, type Refusal } from '#shared/refusal/refusal';
import { serveJob, type JobPort } from '#main/jobs/serve-job';
import { isOwnAddress } from '#main/pages/own-origin';
import { plainContext } from '#main/services/computing';
import type { Dispatcher } from './dispatch';

/** The frame that a message came from, as Electron tells it; null once the frame is gone. */
export interface Frame {
  readonly url: string;
  readonly parent: unknown;
}

export interface IpcEvent {
  readonly senderFrame: Frame | null;
}

export interface PortEvent extends IpcEvent {
  readonly ports: readonly JobPort[];
}

/** The part of Electron's `ipcMain` that is used; a parameter, so that tests need no Electron. */
export interface IpcListener {
  handle(
    channel: string,
    listener: (event: IpcEvent, name: unknown, input: unknown) => Promise<unknown>,
  ): void;
  on(channel: string, listener: (event: PortEvent, message: unknown) => void): unknown;
}

const foreignSender: Refusal = {
  code: 'foreign-sender',
  message: 'Only Fleetwright’s own pages may make this request.',
};

/** Whether a message comes from the top frame of one of the app's own pages. */
export const isTrustedFrame = (frame: Frame | null): boolean =>
  frame !== null && frame.parent === null && isOwnAddress(frame.url);

const isRequest = (message: unknown): message is { readonly name: unknown; readonly input: unknown } =>
  typeof message === 'object' && message !== null && 'name' in message && 'input' in message;

/** Answers the two channels of the desktop host. The sender is judged first, before anything is awaited. */
export function listenOnIpc(ipc: IpcListener, dispatcher: Dispatcher): void {
  ipc.handle(CALL_CHANNEL, (event, name, input) =>
    isTrustedFrame(event.senderFrame)
      ? dispatcher.dispatch({ name, input }, plainContext)
      : Promise.resolve(failure(foreignSender)),
  );
  ipc.on(JOB_CHANNEL, (event, message) => {
    const [port] = event.ports;
    if (port === undefined) return;
    if (!isTrustedFrame(event.senderFrame) || !isRequest(message)) {
      port.close();
      return;
    }
    void serveJob(port, (context) => dispatcher.dispatch(message, context));
  });
}
