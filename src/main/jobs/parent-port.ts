import type { Answer } from '../../shared/api/contract';
import type { ComputationName, Computing } from './computing';
import { serveJob, type JobPort } from './serve-job';

/** What the desktop host asks of its computing process; a port comes with it. */
export interface ComputingRequest {
  readonly name: ComputationName;
  readonly input: unknown;
}

interface ParentMessage {
  readonly data: ComputingRequest;
  readonly ports: readonly JobPort[];
}

/** The way back to the process that started this one, which a utility process of Electron has. */
export interface ParentPort {
  on(event: 'message', listener: (message: ParentMessage) => void): unknown;
}

export const parentPortOf = (candidate: object): ParentPort | undefined =>
  'parentPort' in candidate ? (candidate.parentPort as ParentPort | undefined) : undefined;

/** Answers the desktop host from within its utility process. */
export function serveParent(parent: ParentPort, computing: Computing): void {
  parent.on('message', ({ data, ports: [port] }) => {
    if (port === undefined) return;
    void serveJob(port, async (context): Promise<Answer<unknown>> =>
      computing.run(data.name, data.input as never, context),
    );
  });
}
