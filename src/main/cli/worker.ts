import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { Redis } from 'ioredis';
import type { CodeIdentity } from '#main/study/identity';
import type { Announcement } from '#main/study/queue/keys';
import { plainContext } from '#main/services/computing';
import {
  type CommandHost,
  exitCode,
  type Finish,
  InvalidInput,
  onEveryCore,
  UsageError,
  wholeNumber,
} from './host';
import { offerQueue, openQueue, queueHelp, type QueueOptions } from './queue-options';

const help = `
A worker takes chunks of any study of its own version from the queue, on all cores, until it is stopped. It needs no files: what it
computes goes back over the queue to the command that has the study. If it ends in the middle of a chunk, another worker
takes the chunk over.
${queueHelp}

--metrics HOST:PORT serves the metrics of this worker and of the queue for Prometheus at /metrics, and /health.

Examples:
  fleetwright worker --queue redis://queue.example:6379
  fleetwright worker --queue rediss://worker@queue.example:6380 --queue-password-file password --metrics 0.0.0.0:9464

Ctrl-C or SIGTERM ends the worker after the chunks under way, a second one at once.

Exit code: 0 stopped; 1 the queue cannot be reached, or holds studies of other versions only; 2 wrong usage.`;

interface Options extends QueueOptions {
  readonly cores?: string;
  readonly metrics?: string;
}

export function defineWorker(command: Command, host: CommandHost, finish: Finish): void {
  offerQueue(command)
    .option('--cores <n>', 'cores to use (default: all)')
    .option('--metrics <host:port>', 'serve metrics for Prometheus at this address')
    .addHelpText('after', help)
    .action(async (options: Options) => {
      const cores = options.cores === undefined ? availableParallelism() : wholeNumber(options.cores);
      if (cores < 1) throw new UsageError('--cores must be at least 1');
      const metrics = options.metrics === undefined ? undefined : addressOf(options.metrics);
      const code = await host.code?.();
      if (code === undefined) throw new Error('The program does not know its own version');
      const redis = await openQueue(host, options);
      try {
        await refuseOthers(redis, options.queuePrefix, code);
        await work(host, { redis, prefix: options.queuePrefix, code, cores, metrics });
      } finally {
        redis.disconnect();
      }
      finish(exitCode.done);
    });
}

interface Work {
  readonly redis: Redis;
  readonly prefix: string;
  readonly code: CodeIdentity;
  readonly cores: number;
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
}

async function work(host: CommandHost, { redis, prefix, code, cores, metrics }: Work): Promise<void> {
  const { chunkWorker } = await import('#main/study/queue/worker');
  const { noCounts, serveMetrics } = await import('#main/study/queue/metrics');
  const counts = noCounts();
  const told = (message: string): void => host.err(`${message}\n`);
  redis.on('close', () => told('connection to the queue lost; waiting for it'));
  await onEveryCore(host, async ({ lanes, run }) => {
    const worker = chunkWorker({
      ...{ redis, prefix, code, counts, told },
      lanes: Math.min(cores, lanes),
      run: (task, context) => run('studyChunk', task, context),
    });
    const server =
      metrics === undefined ? undefined : await serveMetrics({ redis, prefix, code, counts }, metrics);
    told(`waiting for chunks of version ${code.version} (build ${code.digest.slice(0, 12)})`);
    const until = (signal: typeof plainContext.signal): Promise<void> =>
      new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    await (host.interruptible?.(until) ?? until(plainContext.signal));
    told('stopping after the chunks under way');
    await worker.close();
    server?.close();
  });
  redis.removeAllListeners('close');
  told(`chunks ${counts.chunks}, cases ${counts.cases}, failed ${counts.failed}`);
}

/** A worker beside which nobody would ever put work says so in place of waiting. */
async function refuseOthers(redis: Redis, prefix: string, code: CodeIdentity): Promise<void> {
  const { announcements, keys } = await import('#main/study/queue/keys');
  const studies = await announcements(redis, keys(prefix), Date.now());
  const others = studies.filter(({ digest }) => digest !== code.digest);
  const [other] = others;
  if (other === undefined || others.length < studies.length) return;
  throw new InvalidInput(
    `this worker is ${named(code)}; the study “${other.name}” needs ${named(other)}. Start workers of that version`,
  );
}

const named = ({ version, digest }: Pick<Announcement, 'version' | 'digest'>): string =>
  `version ${version}, build ${digest.slice(0, 12)}`;

function addressOf(text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port = ''] = /^(?:(.+):)?(\d{1,5})$/.exec(text) ?? [];
  if (port === '' || Number(port) > 65_535)
    throw new UsageError(`--metrics: “${text}” must be a port, or an address and a port`);
  return { host: host === '' ? '127.0.0.1' : host.replace(/^\[|\]$/g, ''), port: Number(port) };
}
