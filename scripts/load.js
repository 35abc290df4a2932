import './node-version.js';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { root } from './runtime.js';

/**
 * Puts the built browser host under load: many clients at once, clients that send slowly, large bodies, and jobs that are given
 * up. Each gets an answer or a clear refusal, and afterwards the host answers as before and has its memory back. Linux only.
 */

const CLIENTS = 200;
const CALLS_OF_EACH = 5;
const SLOW_CLIENTS = 100;
const LARGE_BODIES = 20;
const LARGE_BYTES = 1_000_000_000;
const CANCELLED_JOBS = 40;
const CHUNK = Buffer.alloc(1_048_576, ' ');
/** What the host may have grown by, a while after all clients have gone. */
const MEMORY_KEPT_MEGABYTES = 400;
/** What is kept must not grow with how often it happens. */
const STORMS = 3;
const REST_MILLISECONDS = 5_000;

const built = join(root, 'out/main/web.js');
if (!existsSync(built)) {
  console.error('There is no built browser host; npm run build comes first.');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'fleetwright-load-'));
const host = spawn(process.execPath, [built, '--port', '0', '--data', folder], {
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, HOME: folder },
});
const address = await new Promise((found, ended) => {
  let said = '';
  host.once('exit', () => ended(new Error('The host ended at once.')));
  host.stdout.on('data', (chunk) => {
    said += chunk;
    const [first] = /http:\S+/.exec(said) ?? [];
    if (first !== undefined) found(new URL(first));
  });
});

const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
const usual = { Origin: address.origin, 'Content-Type': 'application/json' };

/** One request; the body is a text, or so many bytes of nothing. Answers with the status, 0 where the connection ended. */
function send(path, { body = '', headers = {}, bytes, signal, ...options } = {}) {
  return new Promise((answered) => {
    const asked = request(
      {
        host: address.hostname,
        port: address.port,
        path,
        method: 'POST',
        agent,
        signal,
        ...options,
        headers: { ...usual, ...headers },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => (text += chunk));
        response.on('end', () => answered({ status: response.statusCode, text }));
        response.on('error', () => answered({ status: 0, text }));
      },
    );
    asked.on('error', () => answered({ status: 0, text: '' }));
    if (bytes === undefined) asked.end(body);
    else {
      let left = bytes;
      const more = () => {
        while (left > 0 && !asked.destroyed) {
          left -= CHUNK.length;
          if (!asked.write(CHUNK)) return;
        }
        if (!asked.destroyed) asked.end();
      };
      asked.on('drain', more);
      more();
    }
  });
}

const token = address.hash.slice('#token='.length);
const { session } = JSON.parse((await send('/api-session', { body: JSON.stringify({ token }) })).text);
const call = (name, input, more) =>
  send(`/api/${name}`, { body: JSON.stringify(input), headers: { 'Fleetwright-Session': session }, ...more });

const megabytes = () =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${host.pid}/status`, 'utf8'))?.[1]) / 1_024;
const times = (count, work) => Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const tally = (answers) => {
  const counts = new Map();
  for (const { status } of answers) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} × ${status}`).join(', ');
};

let failures = 0;
function report(what, ok, figures) {
  if (!ok) failures += 1;
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${what}: ${figures}, ${megabytes().toFixed(0)} MB`);
}

const before = (await call('examples', { language: 'en' }), megabytes());
console.log(`the host takes ${before.toFixed(0)} MB at first`);

const many = (
  await times(CLIENTS, () => times(CALLS_OF_EACH, () => call('examples', { language: 'en' })))
).flat();
report(
  `${CLIENTS} clients, ${CALLS_OF_EACH} calls each`,
  many.every(({ status }) => status === 200),
  tally(many),
);

const slow = await times(
  SLOW_CLIENTS,
  () =>
    new Promise((open) => {
      const socket = connect(Number(address.port), address.hostname, () => {
        socket.write(`POST /api/examples HTTP/1.1\r\nHost: ${address.host}\r\n`);
        open(socket);
      });
      socket.on('error', () => undefined);
    }),
);
const beside = await times(20, () => call('examples', { language: 'en' }));
report(
  `${SLOW_CLIENTS} clients that never end their headers`,
  beside.every(({ status }) => status === 200),
  `beside them ${tally(beside)}`,
);

const said = await times(LARGE_BODIES, () =>
  call('examples', undefined, {
    agent: undefined,
    bytes: LARGE_BYTES,
    headers: { 'Fleetwright-Session': session, 'Content-Length': LARGE_BYTES },
  }),
);
report(
  `${LARGE_BODIES} bodies of 1 GB that say so`,
  said.every(({ status }) => status === 413),
  tally(said),
);
for (let storm = 1; storm <= STORMS; storm += 1) {
  const unsaid = await times(LARGE_BODIES, () =>
    call('examples', undefined, { agent: undefined, bytes: LARGE_BYTES }),
  );
  const refused = unsaid.every(({ status }) => [413, 503].includes(status));
  report(`${LARGE_BODIES} bodies of 1 GB that do not, storm ${storm}`, refused, tally(unsaid));
}

const cancelled = await times(CANCELLED_JOBS, async () => {
  const giveUp = new AbortController();
  const answer = call('checks', {}, { signal: giveUp.signal });
  await setTimeout(20);
  giveUp.abort();
  return answer;
});
const after = await call('checks', {});
report(
  `${CANCELLED_JOBS} jobs given up`,
  after.status === 200 && after.text.includes('"ok":true'),
  `${cancelled.length} given up, then ${after.status}`,
);

for (const socket of slow) socket.destroy();
agent.destroy();
await setTimeout(REST_MILLISECONDS);
const last = await call('examples', { language: 'en' });
const kept = megabytes() - before;
report(
  'afterwards',
  last.status === 200 && kept <= MEMORY_KEPT_MEGABYTES,
  `${last.status}, ${kept.toFixed(0)} MB more than at first, at most ${MEMORY_KEPT_MEGABYTES}`,
);

host.kill('SIGTERM');
rmSync(folder, { recursive: true, force: true });
process.exit(failures === 0 ? 0 : 1);
