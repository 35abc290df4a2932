import { calls } from '../../shared/api/calls';
import type { Answer, Handlers, JobContext } from '../../shared/api/contract';
import type { Refusal } from '../../shared/refusal';
import { failure } from '../../shared/result';
import { refuseShape } from './shape';

export type AppHandlers = Handlers<typeof calls>;
export type CallName = keyof typeof calls;

export interface Request {
  readonly name: unknown;
  readonly input: unknown;
}

/** Told of every bug that a caller is not: the error with its stack goes to the log, never over a transport. */
export type ReportBug = (error: unknown) => void;

export interface Dispatcher {
  /** Checks a request and runs its handler. Never rejects: whatever goes wrong is a refusal. */
  readonly dispatch: (request: Request, context: JobContext) => Promise<Answer<unknown>>;
}

export const isCallName = (name: unknown): name is CallName =>
  typeof name === 'string' && Object.hasOwn(calls, name);

const unknownCall = (name: unknown): Refusal => ({
  code: 'unknown-call',
  message: `There is no call named ${JSON.stringify(String(name).slice(0, 60))}.`,
});

const internalError: Refusal = {
  code: 'internal-error',
  message: 'Something went wrong inside Fleetwright; nothing was changed.',
};

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string } | undefined;

const invalidArgument = (name: CallName, issue: Issue): Refusal => {
  const path = (issue?.path ?? []).map(String).join('/').slice(0, 300);
  const reason = (issue?.message ?? 'not valid').slice(0, 300);
  return {
    code: 'invalid-argument',
    message: `${name}: ${path === '' ? '' : `${path}: `}${reason}`,
    path,
    params: { name, path, reason },
  };
};

type AnyHandler = (input: unknown, context: JobContext) => Answer<unknown> | Promise<Answer<unknown>>;

/** Makes the one place through which every transport reaches the handlers. */
export function createDispatcher(handlers: AppHandlers, reportBug: ReportBug): Dispatcher {
  const handlerOf = (name: CallName): AnyHandler => handlers[name] as AnyHandler;
  return {
    dispatch: async ({ name, input }, context) => {
      if (!isCallName(name)) return failure(unknownCall(name));
      try {
        const misshapen = refuseShape(input);
        if (misshapen !== undefined) return failure(misshapen);
        const parsed = calls[name].input.safeParse(input);
        if (!parsed.success) return failure(invalidArgument(name, parsed.error.issues[0]));
        return await handlerOf(name)(parsed.data, context);
      } catch (error) {
        reportBug(error);
        return failure(internalError);
      }
    },
  };
}
