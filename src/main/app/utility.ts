import { MessageChannelMain, utilityProcess, type UtilityProcess } from 'electron';
import { CANCEL_MESSAGE, type JobMessage } from '#shared/api/bridge';
import type { Answer, JobContext } from '#shared/api/contract';
import { failure } from '#shared/refusal/refusal';
import type { ComputationName, Computing, Run } from '#main/services/computing';
import { refusedJob } from '#main/jobs/refusals';

/** The process that computes on the desktop; it starts again by itself when it has ended. */
export interface UtilityOptions {
  readonly workerFile: string;
  /** The folder of the built catalogue. */
  readonly data: string;
}

const crashed = (error: unknown) =>
  failure(refusedJob('crash', { error, timeLimitSeconds: 0, memoryLimitMegabytes: 0 }));

/** Runs computations in a utility process, so that neither a long one nor a crash touches the main process. */
export function createUtility({ workerFile, data }: UtilityOptions): Computing {
  let child: UtilityProcess | undefined;
  const running = (): UtilityProcess => {
    if (child !== undefined) return child;
    const started = utilityProcess.fork(workerFile, [data], { serviceName: 'Fleetwright computing' });
    started.once('exit', () => {
      if (child === started) child = undefined;
    });
    child = started;
    return started;
  };
  running();
  const ask = (name: ComputationName, input: unknown, context: JobContext): Promise<Answer<unknown>> => {
    const process = running();
    const { port1, port2 } = new MessageChannelMain();
    return new Promise((resolve) => {
      const exited = (code: number): void => resolve(crashed(`exit ${code}`));
      process.once('exit', exited);
      port1.on('message', ({ data }: { readonly data: JobMessage }) => {
        if ('fraction' in data) {
          context.report(data.fraction);
          return;
        }
        process.off('exit', exited);
        port1.close();
        resolve(data.answer as Answer<unknown>);
      });
      context.signal.addEventListener('abort', () => port1.postMessage(CANCEL_MESSAGE));
      port1.start();
      process.postMessage({ name, input, library: context.library }, [port2]);
    });
  };
  return {
    run: ask as Run,
    close: () => {
      child?.kill();
      return Promise.resolve();
    },
  };
}
