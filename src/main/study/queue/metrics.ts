import { createServer, type Server } from 'node:http';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { CodeIdentity } from '#main/study/identity';
import { announcements, keys, queueName } from './keys';

/** What a worker did since it started. */
export interface WorkerCounts {
  chunks: number;
  failed: number;
  cases: number;
  seconds: number;
}

export const noCounts = (): WorkerCounts => ({ chunks: 0, failed: 0, cases: 0, seconds: 0 });

interface Measured {
  readonly redis: Redis;
  readonly prefix: string;
  readonly code: CodeIdentity;
  readonly counts: WorkerCounts;
}

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [Labels, number];

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

function family(
  name: string,
  { kind, help, samples }: { kind: string; help: string; samples: readonly Sample[] },
) {
  const lines = samples.map(([labels, value]) => {
    const inside = Object.entries(labels).map(([key, text]) => `${key}="${escaped(text)}"`);
    return `${name}${inside.length === 0 ? '' : `{${inside.join(',')}}`} ${value}`;
  });
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines].join('\n');
}

/** The metrics of a worker and of the queue, in the text format of Prometheus (version 0.0.4). */
export async function metricsText(
  { redis, prefix, code, counts }: Measured,
  now = Date.now(),
): Promise<string> {
  const queue = new Queue(queueName(code), { connection: redis, prefix });
  queue.on('error', () => undefined);
  const jobs = await queue.getJobCounts('waiting', 'active', 'delayed', 'failed');
  await queue.close();
  const studies = await announcements(redis, keys(prefix), now);
  const counter = (help: string, value: number) => ({
    kind: 'counter',
    help,
    samples: [[{}, value]] as const,
  });
  const ofStudies = (value: 'casesDone' | 'cases'): readonly Sample[] =>
    studies.map((study) => [{ study: study.name, stage: study.stage, version: study.version }, study[value]]);
  return `${[
    family('fleetwright_worker_chunks_total', counter('Chunks finished by this worker.', counts.chunks)),
    family('fleetwright_worker_failures_total', counter('Chunks that failed in this worker.', counts.failed)),
    family('fleetwright_worker_cases_total', counter('Cases answered by this worker.', counts.cases)),
    family(
      'fleetwright_worker_busy_seconds_total',
      counter('Seconds spent on chunks, over all lanes.', counts.seconds),
    ),
    family('fleetwright_queue_chunks', {
      kind: 'gauge',
      help: 'Chunks in the queue by state.',
      samples: Object.entries(jobs).map(([state, count]) => [{ state }, count]),
    }),
    family('fleetwright_study_cases', {
      kind: 'gauge',
      help: 'Cases of the current stage.',
      samples: ofStudies('cases'),
    }),
    family('fleetwright_study_cases_done', {
      kind: 'gauge',
      help: 'Finished cases of the current stage.',
      samples: ofStudies('casesDone'),
    }),
  ].join('\n')}\n`;
}

/** Serves the metrics at /metrics, and /health for orchestrators. */
export function serveMetrics(
  measured: Measured,
  { host, port }: { readonly host: string; readonly port: number },
) {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/health') {
      response.writeHead(measured.redis.status === 'ready' ? 200 : 503).end(`${measured.redis.status}\n`);
    } else if (path === '/metrics') {
      metricsText(measured).then(
        (text) => response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(text),
        () => response.writeHead(503).end(),
      );
    } else response.writeHead(404).end();
  });
  return new Promise<Server>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
