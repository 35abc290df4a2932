import './node-version.js';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { npmCommand, root } from './runtime.js';

/** Starts the app by `npm start` on the browser host, opens its first page, and kills npm: the host must end with it. */

const START_MILLISECONDS = 180_000;
const END_MILLISECONDS = 20_000;
const POLL_MILLISECONDS = 250;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function addressFrom(output) {
  for await (const line of createInterface({ input: output })) {
    console.log(line);
    const address = /http:\S+/.exec(line)?.[0];
    if (address !== undefined) return new URL(address);
  }
  throw new Error('npm start ended without an address.');
}

const answers = (address) =>
  fetch(address).then(
    ({ ok }) => ok,
    () => false,
  );

const data = mkdtempSync(join(tmpdir(), 'fleetwright-start-'));
const [command, ...words] = npmCommand();
const npm = spawn(command, [...words, 'start', '--', '--web', '--port', '0', '--data', data], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const tooLong = setTimeout(() => {
  console.error('npm start printed no address in time.');
  npm.kill('SIGTERM');
}, START_MILLISECONDS);
try {
  const { origin } = await addressFrom(npm.stdout);
  clearTimeout(tooLong);
  if (!(await answers(origin))) throw new Error(`${origin} shows no page.`);
  npm.kill('SIGKILL');
  const killedAt = Date.now();
  while (await answers(origin)) {
    if (Date.now() - killedAt > END_MILLISECONDS)
      throw new Error('The host still serves after npm was killed.');
    await pause(POLL_MILLISECONDS);
  }
  console.log(
    `The app started, showed its page, and ended ${Date.now() - killedAt} ms after npm was killed.`,
  );
} finally {
  rmSync(data, { recursive: true, force: true, maxRetries: 3 });
}
process.exit(0);
