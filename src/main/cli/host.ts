import { availableParallelism } from 'node:os';
import {
  type ComputationName,
  type Computing,
  type InputOf,
  type Run,
  runHere,
} from '#main/services/computing';
import type { CodeIdentity } from '#main/study/identity';
import type { Library } from '#shared/library/library';
import type { HeldLibrary } from '#shared/library/held-library';
import type { Services } from '#main/services/services';
import type { calls } from '#shared/api/calls';
import type { Answer, Cancellation } from '#shared/api/contract';

type CallName = keyof typeof calls;

/** Everything that a command touches outside of itself, so that tests can hold it. */
export interface CommandHost {
  /** Standard output: the answer and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error: messages. */
  readonly err: (text: string) => void;
  /** The text of a file, refused where it is too large or no text; rejects with the system's error. */
  readonly readFile: (path: string) => Promise<Answer<string>>;
  /** The files of a folder and of those in it, by their paths; undefined where the path is no folder. */
  readonly filesIn?: (path: string) => Promise<readonly string[] | undefined>;
  /** A file that is no text, such as a ZIP; rejects with the system's error. */
  readonly readBytes?: (path: string) => Promise<Uint8Array>;
  /** Bytes of a file; rejects with the system's error. */
  readonly sizeOf?: (path: string) => Promise<number>;
  /** The folder of the language model that comes with the program. */
  readonly modelOnBoard?: string;
  /** Writes a file whole; rejects with the system's error. */
  readonly writeFile: (path: string, content: string | Uint8Array) => Promise<void>;
  readonly readInput: () => Promise<Answer<string>>;
  /** The text of a file, or of standard input for `-`, in pieces as they come; refused where it is no text. */
  readonly chunksOf: (name: string) => AsyncIterable<Answer<string>>;
  readonly services: () => Promise<Services>;
  /** Worker threads on every core; where there are none, work is done in this thread. */
  readonly computing?: (library?: HeldLibrary) => Promise<Computing>;
  /** The program that computes, by its version and its files. */
  readonly code?: () => Promise<CodeIdentity>;
  /** The entries of the libraries that the command line names. */
  readonly library?: () => Library | undefined;
  /** The input of a call with the user's own prices in it, for work that a command spreads over the cores itself. */
  readonly priced?: <Input>(call: CallName, input: Input) => Input;
  /** Does work that the user may stop by an interrupt (Ctrl-C); a second one ends the program. */
  readonly interruptible?: <Answer>(work: (signal: Cancellation) => Promise<Answer>) => Promise<Answer>;
}

/** The exit codes of every command (fixed contract), and the usual one of what an interrupt stopped. */
export const exitCode = { done: 0, refused: 1, usage: 2, internal: 3, interrupted: 130 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Sets the exit code of the command that ran. */
export type Finish = (code: ExitCode) => void;

/** The command line itself is wrong: an option, an argument, a file that is not there. */
export class UsageError extends Error {}

/** What was given cannot be used: the answer is "invalid". */
export class InvalidInput extends Error {}

/** The text of a named file, or of standard input for `-`. */
export async function readText(host: CommandHost, name: string): Promise<string> {
  if (name === '') throw new UsageError('the file name is empty');
  const read = await (name === '-' ? host.readInput() : host.readFile(name)).catch((error: unknown) => {
    throw new UsageError(`${nameOf(name)} cannot be read: ${reasonOf(error)}`);
  });
  if (!read.ok) throw new InvalidInput(`${nameOf(name)}: ${read.error.message}`);
  return read.value;
}

/** The text of a named file, or of standard input for `-`, in pieces as they come. */
export async function* textChunks(host: CommandHost, name: string): AsyncGenerator<string, void> {
  if (name === '') throw new UsageError('the file name is empty');
  try {
    for await (const chunk of host.chunksOf(name)) {
      if (!chunk.ok) throw new InvalidInput(`${nameOf(name)}: ${chunk.error.message}`);
      yield chunk.value;
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`${nameOf(name)} cannot be read: ${reasonOf(error)}`);
  }
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'code' in error;

/** What a FILE argument is called in messages. */
export const nameOf = (file: string): string => (file === '-' ? 'standard input' : file);

/** Writes a file and says so, or writes to standard output where no file or `-` is named. */
export async function writeText(host: CommandHost, text: string, name: string | undefined): Promise<void> {
  if (name === undefined || name === '-') host.out(text);
  else await writeContent(host, text, name);
}

/** Writes a file and says so on standard error. */
export async function writeContent(
  host: CommandHost,
  content: string | Uint8Array,
  name: string,
): Promise<void> {
  try {
    await host.writeFile(name, content);
  } catch (error) {
    throw new UsageError(`${name} cannot be written: ${reasonOf(error)}`);
  }
  host.err(`${name} written\n`);
}

/** What the operating system's commonest codes mean to the one who typed the name. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'part of its path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/** Why the system could not read or write, in words where they are known. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return reasons[code] ?? code;
}

/** A whole number of an option; anything else is wrong usage. */
export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`“${text}” is not a whole number`);
  return Number(text);
}

export const printJson = (host: CommandHost, value: unknown): void =>
  host.out(`${JSON.stringify(value, null, 2)}\n`);

interface Lanes {
  readonly lanes: number;
  readonly run: Run;
}

/** Runs work on worker threads on every core where the host has them, else in this thread. */
export async function onEveryCore<Answer>(
  host: CommandHost,
  work: (lanes: Lanes) => Promise<Answer>,
): Promise<Answer> {
  if (host.computing === undefined) {
    const { computations } = await host.services();
    const run = (<Name extends ComputationName>(
      name: Name,
      input: InputOf<Name>,
      context: Parameters<Run>[2],
    ) => runHere(computations, { name, input, context })) as Run;
    return work({ lanes: 1, run });
  }
  const computing = await host.computing();
  try {
    return await work({ lanes: availableParallelism(), run: computing.run });
  } finally {
    await computing.close();
  }
}
