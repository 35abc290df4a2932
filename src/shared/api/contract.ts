import type { Refusal } from '../refusal';
import type { Result } from '../result';
import type { z } from '../zod';

/**
 * How a call between the screen and the main side is declared: once, with the schema of its input. The declaration
 * types the caller and the handler; the transport parses every argument before a handler sees it.
 */
export interface Call<Input extends z.ZodType, Output> {
  readonly kind: 'call';
  readonly input: Input;
  readonly output: Output;
}

/** A call that takes long: runs off the main thread, reports progress, can be cancelled and has a time limit. */
export interface Job<Input extends z.ZodType, Output> {
  readonly kind: 'job';
  readonly input: Input;
  readonly output: Output;
}

/** Stands for a type where only the compiler needs it. */
export const answers = <T>(): T => undefined as T;

export const call = <Input extends z.ZodType, Output>(declaration: {
  readonly input: Input;
  readonly output: Output;
}): Call<Input, Output> => ({ kind: 'call', ...declaration });

export const job = <Input extends z.ZodType, Output>(declaration: {
  readonly input: Input;
  readonly output: Output;
}): Job<Input, Output> => ({ kind: 'job', ...declaration });

export type Declarations = Readonly<Record<string, Call<z.ZodType, unknown> | Job<z.ZodType, unknown>>>;

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
    ? (input: z.input<Calls[Name]['input']>, control?: JobControl) => Promise<Answer<Calls[Name]['output']>>
    : (input: z.input<Calls[Name]['input']>) => Promise<Answer<Calls[Name]['output']>>;
};

export interface JobContext {
  readonly report: (fraction: number) => void;
  readonly signal: Cancellation;
}

type MaybePromise<T> = T | Promise<T>;

/** What main registers: one handler per call, whose arguments are already parsed. */
export type Handlers<Calls extends Declarations> = {
  readonly [Name in keyof Calls]: Calls[Name]['kind'] extends 'job'
    ? (
        input: z.output<Calls[Name]['input']>,
        context: JobContext,
      ) => MaybePromise<Answer<Calls[Name]['output']>>
    : (input: z.output<Calls[Name]['input']>) => MaybePromise<Answer<Calls[Name]['output']>>;
};
