import { calls } from '#shared/api/calls';
import {
  isParcel,
  isPriced,
  readyFor,
  type Answer,
  type AnyCall,
  type Handlers,
  type JobContext,
} from '#shared/api/contract';
import { type HeldLibrary, SentLibrary } from '#shared/library/held-library';
import { BESIDE_UNKNOWN, noPrices, type PriceBook, SentPriceBook } from '#shared/prices/price-book';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { z } from '#shared/schema/zod';

/** What pages have sent beside their calls, by revision, so that it crosses once and not with every call. */
export interface SentBeside {
  /** The book that is meant; undefined where its prices were left out and are not held here. */
  readonly book: (sent: SentPriceBook) => PriceBook | undefined;
  /** The same for the user's own entries. */
  readonly library: (sent: SentLibrary) => HeldLibrary | undefined;
}

/** A few windows may each have something of their own; what was not asked about for longest goes first. */
const PLACES = 8;

function byRevision<Content>(places: number) {
  const held = new Map<string, Content>();
  return (revision: string, sent: Content | undefined): Content | undefined => {
    const content = held.get(revision) ?? sent;
    if (content === undefined) return undefined;
    held.delete(revision);
    held.set(revision, content);
    for (const oldest of held.keys()) if (held.size > places) held.delete(oldest);
    return content;
  };
}

export function createSentBeside(places = PLACES): SentBeside {
  const pricesOf = byRevision<PriceBook['prices']>(places);
  const libraryOf = byRevision<HeldLibrary['library']>(places);
  return {
    book: ({ revision, today, prices: sent }) => {
      const prices = pricesOf(revision, sent);
      return prices && { revision, today, prices };
    },
    library: ({ revision, library: sent }) => {
      const library = libraryOf(revision, sent);
      return library && { revision, library };
    },
  };
}

/** What any argument may measure, whatever its schema says; checked before a schema walks it. */
export const shapeLimits = {
  depth: 32,
  values: 4_000_000,
  characters: 96 * 1024 * 1024,
} as const;

interface Pending {
  readonly value: unknown;
  readonly depth: number;
}

function refuse(code: string, message: string, limit: number): Refusal {
  return { code, message, limit, params: { limit } };
}

/**
 * Why a value from outside is too large or too deep to look at; undefined when it is not.
 *
 * It walks with its own stack: recursion on a value nested ten thousand deep would overflow.
 */
export function refuseShape(root: unknown, limits = shapeLimits): Refusal | undefined {
  const pending: Pending[] = [{ value: root, depth: 1 }];
  let values = 0;
  let characters = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    values += 1;
    if (typeof next.value === 'string') characters += next.value.length;
    if (values > limits.values)
      return refuse('too-many-values', 'The request holds too many values.', limits.values);
    if (characters > limits.characters)
      return refuse('too-large', 'The request is too large.', limits.characters);
    if (typeof next.value !== 'object' || next.value === null) continue;
    if (next.depth >= limits.depth)
      return refuse('too-deep', 'The request is nested too deeply.', limits.depth);
    for (const [key, value] of Object.entries(next.value)) {
      characters += key.length;
      pending.push({ value, depth: next.depth + 1 });
    }
  }
  return undefined;
}

export type AppHandlers = Handlers<typeof calls>;
type CallName = keyof typeof calls;

interface Request {
  readonly name: unknown;
  readonly input: unknown;
}

/** Told of every bug that a caller is not: the error with its stack goes to the log, never over a transport. */
export type ReportBug = (error: unknown) => void;

export interface Dispatcher {
  /** Checks a request and runs its handler. Never rejects: whatever goes wrong is a refusal. */
  readonly dispatch: (request: Request, context: JobContext) => Promise<Answer<unknown>>;
}

const isCallName = (name: unknown): name is CallName =>
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

const besideUnknown: Refusal = {
  code: BESIDE_UNKNOWN,
  message: 'Send what goes with this call again.',
};

/** What crosses for calls that read what the user has of their own: that comes beside the input, never in it. */
const Parcel = z.strictObject({
  input: z.unknown(),
  book: SentPriceBook.optional(),
  library: SentLibrary.optional(),
});

interface Checking {
  readonly name: CallName;
  readonly beside: SentBeside;
}

/** What a handler is given of a call. */
interface Ready {
  readonly input: unknown;
  readonly library: HeldLibrary | undefined;
}

/** What was sent for a call, checked, with the user's own prices in every scenario that it prices. */
function readyInput(sent: unknown, { name, beside }: Checking): Result<Ready, Refusal> {
  const declared: AnyCall = calls[name];
  if (!isParcel(declared)) {
    const input = checked(declared, sent, name);
    return input.ok ? success({ input: input.value, library: undefined }) : input;
  }
  const parcel = Parcel.safeParse(sent);
  if (!parcel.success) return failure(invalidArgument(name, parcel.error.issues[0]));
  const { input: argument, book: sentBook, library: sentLibrary } = parcel.data;
  if (isPriced(declared) !== (sentBook !== undefined)) {
    return failure(invalidArgument(name, { path: ['book'], message: 'prices go with calls that price' }));
  }
  const book = sentBook === undefined ? noPrices : beside.book(sentBook);
  const library = sentLibrary && beside.library(sentLibrary);
  if (book === undefined || (sentLibrary !== undefined && library === undefined)) {
    return failure(besideUnknown);
  }
  const input = checked(declared, argument, name);
  return input.ok ? success({ input: readyFor(declared, input.value, book), library }) : input;
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
  beside: SentBeside = createSentBeside(),
): Dispatcher {
  const handlerOf = (name: CallName): AnyHandler => handlers[name] as AnyHandler;
  return {
    dispatch: async ({ name, input }, context) => {
      if (!isCallName(name)) return failure(unknownCall(name));
      try {
        const misshapen = refuseShape(input);
        if (misshapen !== undefined) return failure(misshapen);
        const ready = readyInput(input, { name, beside });
        if (!ready.ok) return ready;
        const { library } = ready.value;
        return await handlerOf(name)(
          ready.value.input,
          library === undefined ? context : { ...context, library },
        );
      } catch (error) {
        reportBug(error);
        return failure(internalError);
      }
    },
  };
}
