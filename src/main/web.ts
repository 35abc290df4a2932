import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createHandlers } from './api/handlers';
import { startWebHost, type WebHost, type WebHostOptions } from './api/http';
import { createBackups } from './files/backups';
import { planSteps } from './jobs/plan-steps';
import { createPool } from './jobs/pool';
import { loadServices } from './services';

// A browser keeps documents by address, port included, so the port stays the same from start to start.
const USUAL_PORT = 47_113;

const usage = `Usage: npm start -- --web [--port NUMBER] [--data FOLDER]

Serves Fleetwright to a browser on this machine only.
  --port NUMBER   the port, 0 for any free one (default ${USUAL_PORT}; documents are kept by port)
  --data FOLDER   where backups go (default ~/.local/share/fleetwright)
`;

const root = join(import.meta.dirname, '..', '..');

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const dataFolder = (): string =>
  join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'fleetwright');

async function startAt(options: WebHostOptions, port: number, chosen: boolean): Promise<WebHost> {
  try {
    return await startWebHost(options, port);
  } catch (error) {
    if (chosen) throw error;
    say(`Port ${port} is taken, so a free one is used; documents made at ${port} are not seen there.`);
    return startWebHost(options, 0);
  }
}

async function serve(port: number | undefined, data: string): Promise<void> {
  const resources = join(root, 'resources');
  const services = await loadServices(resources);
  const computing = createPool({ workerFile: join(import.meta.dirname, 'worker.js'), resources });
  const backups = createBackups(join(data, 'backups'));
  const planStep = planSteps(services.catalogue, computing);
  const options: WebHostOptions = {
    pages: join(root, 'out', 'renderer'),
    handlersFor: (files) => createHandlers({ services, computing, planStep, files, backups }),
    reportBug: (error) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    },
    onAddress: (address) => say(`Open ${address}  (good once)`),
  };
  const host = await startAt(options, port ?? USUAL_PORT, port !== undefined);
  const stop = (): void => {
    void Promise.all([host.close(), computing.close()]).then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError(`--port ${text} is no port`);
  return port;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) process.stdout.write(usage);
  else await serve(portOf(values.port), values.data ?? dataFolder());
}

main().catch((error: unknown) => {
  process.stderr.write(`fleetwright: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof TypeError || error instanceof RangeError ? 2 : 3);
});
