import { calls } from '../../shared/api/calls';
import { type AnyCall, type Answer, type Handlers, type JobContext } from '../../shared/api/contract';
import { PRICE_BOOK_UNKNOWN, SentPriceBook, type PriceBook } from '../../shared/price-book';
import type { Refusal } from '../../shared/refusal';
import { failure, success, type Result } from '../../shared/result';
import { z } from '../../shared/zod';
import { createPriceBooks, type PriceBooks } from './price-books';
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

const bookUnknown: Refusal = {
  code: PRICE_BOOK_UNKNOWN,
  message: 'The prices of this price book have to be sent once more.',
};

/** What crosses for a call in which the user's own prices count: they come beside the input, never in it. */
const Priced = z.strictObject({ input: z.unknown(), book: SentPriceBook });

interface Checking {
  readonly name: CallName;
  readonly books: PriceBooks;
}

/** What was sent for a call, checked, with the user's own prices in every scenario that it prices. */
function readyInput(sent: unknown, { name, books }: Checking): Result<unknown, Refusal> {
  const declared: AnyCall = calls[name];
  const { priced } = declared;
  if (typeof priced !== 'function') return checked(declared, sent, name);
  const parcel = Priced.safeParse(sent);
  if (!parcel.success) return failure(invalidArgument(name, parcel.error.issues[0]));
  const book = books.received(parcel.data.book);
  if (book === undefined) return failure(bookUnknown);
  const input = checked(declared, parcel.data.input, name);
  const withBook = priced as (input: unknown, book: PriceBook) => unknown;
  return input.ok ? success(withBook(input.value, book)) : input;
}

function checked({ input }: AnyCall, sent: unknown, name: CallName): Result<unknown, Refusal> {
  const parsed = input.safeParse(sent);
  return parsed.success ? success(parsed.data) : failure(invalidArgument(name, parsed.error.issues[0]));
}

type AnyHandler = (input: unknown, context: JobContext) => Answer<unknown> | Promise<Answer<unknown>>;

/** Makes the one place through which every transport reaches the handlers. */
export function createDispatcher(
  handlers: AppHandlers,
  reportBug: ReportBug,
  books: PriceBooks = createPriceBooks(),
): Dispatcher {
  const handlerOf = (name: CallName): AnyHandler => handlers[name] as AnyHandler;
  return {
    dispatch: async ({ name, input }, context) => {
      if (!isCallName(name)) return failure(unknownCall(name));
      try {
        const misshapen = refuseShape(input);
        if (misshapen !== undefined) return failure(misshapen);
        const ready = readyInput(input, { name, books });
        return ready.ok ? await handlerOf(name)(ready.value, context) : ready;
      } catch (error) {
        reportBug(error);
        return failure(internalError);
      }
    },
  };
}
