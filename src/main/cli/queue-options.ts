import type { Command } from 'commander';
import type { Redis } from 'ioredis';
import { type CommandHost, InvalidInput, readText, UsageError } from './host';

/** How commands that work over a queue are told where it is. */
export interface QueueOptions {
  readonly queue?: string;
  readonly queuePrefix: string;
  readonly queueCa?: string;
  readonly queuePasswordFile?: string;
}

export const offerQueue = (command: Command): Command =>
  command
    .option('--queue <url>', 'queue on Redis or Valkey: redis://, or rediss:// for TLS')
    .option('--queue-prefix <text>', 'beginning of all keys in the queue', 'fleetwright')
    .option('--queue-ca <file>', 'certificate (PEM) of the authority that signed that of the queue')
    .option('--queue-password-file <file>', 'file with the password of the queue');

export const queueHelp = `
A queue's address is redis://USER:PASSWORD@HOST:6379/0, rediss:// for TLS, or redis+unix:///PATH. --queue-password-file
keeps the password out of the list of processes.`;

/** A connection to the queue that options name; what it is refused for is said. */
export async function openQueue(host: CommandHost, options: QueueOptions): Promise<Redis> {
  const { queue: url, queuePrefix: prefix, queueCa, queuePasswordFile } = options;
  if (url === undefined) throw new UsageError('--queue is required: the address of the queue');
  if (!/^[\w.-]{1,60}$/.test(prefix))
    throw new UsageError('--queue-prefix may have letters, digits, dots, hyphens and underscores only');
  const { connected } = await import('#main/study/queue/connection');
  const redis = await connected({
    url,
    prefix,
    authority: queueCa === undefined ? undefined : await readText(host, queueCa),
    password: queuePasswordFile === undefined ? undefined : (await readText(host, queuePasswordFile)).trim(),
  });
  if (redis.ok) return redis.value;
  const { code, message } = redis.error;
  throw code === 'queue-address' ? new UsageError(message) : new InvalidInput(message);
}
