import type { Services } from '../services';

/** Everything that a command touches outside of itself, so that tests can hold it. */
export interface CommandHost {
  /** Standard output: the answer and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error: messages. */
  readonly err: (text: string) => void;
  /** Rejects with the system's error. */
  readonly readFile: (path: string) => Promise<string>;
  /** Writes a file whole; rejects with the system's error. */
  readonly writeFile: (path: string, text: string) => Promise<void>;
  readonly readInput: () => Promise<string>;
  readonly services: () => Promise<Services>;
}

/** The exit codes of every command (fixed contract). */
export const exitCode = { done: 0, refused: 1, usage: 2, internal: 3 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Sets the exit code of the command that ran. */
export type Finish = (code: ExitCode) => void;

/** The command line itself is wrong: an option, an argument, a file that is not there. */
export class UsageError extends Error {}

/** What was given cannot be used: the answer is "invalid". */
export class InvalidInput extends Error {}

/** The text of a named file, or of standard input for `-`. */
export async function readText(host: CommandHost, name: string): Promise<string> {
  if (name === '-') return host.readInput();
  try {
    return await host.readFile(name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`${name} cannot be read (${code})`);
  }
}

export const printJson = (host: CommandHost, value: unknown): void =>
  host.out(`${JSON.stringify(value, null, 2)}\n`);
