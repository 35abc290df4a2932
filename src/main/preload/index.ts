import { contextBridge, ipcRenderer } from 'electron';
import {
  CALL_CHANNEL,
  CANCEL_MESSAGE,
  CLOSING_CHANNEL,
  JOB_CHANNEL,
  type Bridge,
  type JobMessage,
} from '#shared/api/bridge';

let finish = (): Promise<void> => Promise.resolve();
ipcRenderer.on(CLOSING_CHANNEL, ({ ports: [done] }) => {
  void finish().finally(() => done?.postMessage(null));
});

const bridge: Bridge = {
  invoke: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input),
  job: (name, input, onProgress) => {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<unknown>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<JobMessage>) => {
        if ('fraction' in data) {
          onProgress(data.fraction);
          return;
        }
        port1.close();
        resolve(data.answer);
      };
    });
    ipcRenderer.postMessage(JOB_CHANNEL, { name, input }, [port2]);
    return { answer, cancel: () => port1.postMessage(CANCEL_MESSAGE) };
  },
  beforeClosing: (work) => {
    finish = work;
  },
};

contextBridge.exposeInMainWorld('fleetwright', bridge);
