import type { HeldLibrary } from '#shared/library/held-library';
import type { PriceBook } from '#shared/prices/price-book';
import type { Refusal, Result } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { Inferred, z } from '#shared/schema/zod';

/** A `job` takes long: it runs off the main thread, reports progress, can be cancelled and has a time limit. */
export type CallKind = 'call' | 'job';

/**
 * Who answers: the host itself, with files, dialogs, what it keeps or parts that it spreads over the cores; one
 * computation; or one whose answer is a file that the host then saves.
 */
type Answering = 'host' | 'computation' | 'file';

/**
 * How much work a computation is. Light work surely ends within the 50 ms that the main thread may be held, and runs
 * where it is asked for; anything else runs in a worker.
 */
type Weight<Ready> = 'light' | 'heavy' | ((ready: Ready) => boolean);

/** Puts the user's own prices into every scenario of an input that is priced. */
type Pricing<Input extends z.ZodType, Ready> = (input: z.output<Input>, book: PriceBook) => Ready;

/**
 * A call between the screen and the main side. The schema of its input types the caller and the handler, and the
 * transport parses every argument by it before a handler sees it.
 */
interface Call<Kind, Input extends z.ZodType, Output, Ready, By> {
  readonly kind: Kind;
  readonly input: Input;
  /** A schema where the answer is published, else a type that only the compiler sees. */
  readonly output: Output;
  readonly by: By;
  readonly isLight: (ready: Ready) => boolean;
  /** What a handler is given where prices count; `false` says that a scenario is read and none of its prices are. */
  readonly priced: Pricing<Input, Ready> | false | undefined;
  /** Whether the catalogue is read, and so the user's own entries cross beside the input. */
  readonly library: boolean;
}

interface Declaration<Kind extends CallKind, Input extends z.ZodType, Ready> {
  readonly kind?: Kind;
  readonly input: Input;
  readonly priced?: Pricing<Input, Ready> | false;
  /** Said where the host answers and reads it, or where a computation reads only what ships; any other computation is given it. */
  readonly library?: boolean;
}

interface Answered<Output> {
  readonly output: Output;
}

interface Weighed<W> {
  readonly weight: W;
}

/** Stands for a type where only the compiler needs it. */
export const answers = <T>(): T => undefined as T;

const isLightBy = <Ready>(weight: Weight<Ready> | 'host'): ((ready: Ready) => boolean) =>
  typeof weight === 'function' ? weight : () => weight === 'light';

/** Declares a call. `weight` says how much work its computation is, or that the `host` answers itself. */
export function call<
  Input extends z.ZodType,
  Output,
  Ready = z.output<Input>,
  Kind extends CallKind = 'call',
>(
  declaration: Declaration<Kind, Input, Ready> & Answered<Output> & Weighed<'host'>,
): Call<Kind, Input, Output, Ready, 'host'>;
export function call<
  Input extends z.ZodType,
  Output,
  Ready = z.output<Input>,
  Kind extends CallKind = 'call',
>(
  declaration: Declaration<Kind, Input, Ready> & Answered<Output> & Weighed<Weight<NoInfer<Ready>>>,
): Call<Kind, Input, Output, Ready, 'computation'>;
export function call<Input extends z.ZodType, Output, Ready>({
  kind = 'call',
  weight,
  ...declared
}: Declaration<CallKind, Input, Ready> & Answered<Output> & Weighed<Weight<NoInfer<Ready>> | 'host'>): Call<
  CallKind,
  Input,
  Output,
  Ready,
  'host' | 'computation'
> {
  const by = weight === 'host' ? 'host' : 'computation';
  return { priced: undefined, library: by !== 'host', ...declared, kind, by, isLight: isLightBy(weight) };
}

/** Where a file went, in words for the user; null when the dialog was cancelled. */
export type SavedFile = { readonly name: string } | null;

/** Declares a job that makes a file and lets the user choose where it goes. */
export const fileJob = <Input extends z.ZodType, Ready = z.output<Input>>({
  input,
  weight,
  priced,
}: Declaration<'job', Input, Ready> & Weighed<Weight<NoInfer<Ready>>>): Call<
  'job',
  Input,
  SavedFile,
  Ready,
  'file'
> => ({
  kind: 'job',
  input,
  output: answers<SavedFile>(),
  by: 'file',
  isLight: isLightBy(weight),
  priced,
  library: true,
});

/** Any declaration, as far as it matters to those who treat all alike. */
export interface AnyCall {
  readonly kind: CallKind;
  readonly input: z.ZodType;
  readonly output: unknown;
  readonly by: Answering;
  readonly isLight: (ready: never) => boolean;
  readonly priced: ((input: never, book: PriceBook) => unknown) | false | undefined;
  readonly library: boolean;
}
type Declarations = Readonly<Record<string, AnyCall>>;

/** What a handler or a computation of a call is given. */
export type ReadyOf<Declared extends AnyCall> = Parameters<Declared['isLight']>[0];

/** What a call answers with. */
type OutputOf<Declared extends AnyCall> = Declared['output'] extends z.ZodType
  ? Inferred<Declared['output']>
  : Declared['output'];

/** Whether the user's own prices count in a call, and so cross beside its input. */
export const isPriced = ({ priced }: Pick<AnyCall, 'priced'>): boolean => typeof priced === 'function';

/** Whether anything of the user's crosses beside the input of a call, which is then a parcel of both. */
export const isParcel = (declared: Pick<AnyCall, 'priced' | 'library'>): boolean =>
  isPriced(declared) || declared.library;

/**
 * The parsed input of a call as it is computed: with the user's own prices where they count. The declaration is typed, so that
 * what comes out is what its handler takes.
 */
export const readyFor = <Declared extends AnyCall>(
  { priced }: Declared,
  input: unknown,
  book: PriceBook,
): ReadyOf<Declared> =>
  (typeof priced === 'function'
    ? (priced as (input: unknown, book: PriceBook) => unknown)(input, book)
    : input) as ReadyOf<Declared>;

/** Every call answers with a result; a failed transport or a refused argument is a refusal too. */
export type Answer<Output> = Result<Output, Refusal>;

/** The part of an `AbortSignal` that work watches; spelled out because the pure core knows no platform. */
export interface Cancellation {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
}

export interface JobControl {
  /** Told the share of the work done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  readonly signal?: Cancellation;
}

/** What the renderer holds: one typed function per call. */
export type Client<Calls extends Declarations> = {
  readonly [Name in keyof Calls]: Calls[Name]['kind'] extends 'job'
    ? (input: z.input<Calls[Name]['input']>, control?: JobControl) => Promise<Answer<OutputOf<Calls[Name]>>>
    : (input: z.input<Calls[Name]['input']>) => Promise<Answer<OutputOf<Calls[Name]>>>;
};

/** What a call is answered with besides its input. */
export interface JobContext {
  readonly report: (fraction: number) => void;
  readonly signal: Cancellation;
  /** The user's own entries, which count beside the published catalogue. */
  readonly library?: HeldLibrary | undefined;
}

type MaybePromise<T> = T | Promise<T>;

/** Works a call out, wherever it runs: plain data in and out. */
export type Compute<Input, Output> = (input: Input, context: JobContext) => MaybePromise<Answer<Output>>;

/** What main registers: one handler per call, whose arguments are already parsed and priced. */
export type Handlers<Calls extends Declarations> = {
  readonly [Name in keyof Calls]: Compute<ReadyOf<Calls[Name]>, OutputOf<Calls[Name]>>;
};

/** What computes the calls that the host does not answer itself; a file that is made is `Made`. */
export type Computed<Calls extends Declarations, Made> = {
  readonly [Name in keyof Calls as Calls[Name]['by'] extends 'host' ? never : Name]: Compute<
    ReadyOf<Calls[Name]>,
    Calls[Name]['by'] extends 'file' ? Made : OutputOf<Calls[Name]>
  >;
};

/** What surely ends within the 50 ms that the main thread may be held; beyond, a worker computes. */
export const lightLimits = { devices: 1_500, racks: 150, deployments: 10, cases: 50 } as const;

/** Whether a scenario is planned so fast that nobody waits for it. */
export const isLight = ({ devices, racks, deployments }: Scenario): boolean =>
  Object.keys(devices).length <= lightLimits.devices &&
  Object.keys(racks).length <= lightLimits.racks &&
  Object.keys(deployments).length <= lightLimits.deployments;
