import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createHandlers } from './handlers';
import { startWebHost, type WebHost, type WebHostOptions } from './http';
import { aboutProgram } from '#main/files/about';
import { createBackups } from '#main/files/backups';
import { diskRoomOf } from '#main/files/disk-room';
import { createRescue, type HostStorage } from '#main/files/host-storage';
import { keepPort, keptPort } from '#main/files/kept-port';
import { planSteps } from '#main/jobs/plan-steps';
import { createPool } from '#main/jobs/pool';
import { loadServices } from '#main/services/services';

// A browser keeps documents by address, port included, so the port stays the same from start to start.
const USUAL_PORT = 47_113;

const usage = `Usage: npm start -- --web [--port NUMBER] [--data FOLDER]

Serves Fleetwright to a browser on this machine only.
  --port NUMBER   the port, 0 for any free one (default: the port of the last start, initially ${USUAL_PORT};
                  documents are kept by port)
  --data FOLDER   the data folder (default ~/.local/share/fleetwright);
                  backups are kept in its folder "backups"
`;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const dataFolder = (): string =>
  join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'fleetwright');

const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EADDRINUSE';

/** How long a host that is just ending is waited for. */
const TAKEN_TRIES = 6;
const TAKEN_PAUSE_MILLISECONDS = 500;

/** Starts at this port only; the error says in plain words what to do where another program has it. */
async function startAt(options: WebHostOptions, port: number, advice: string): Promise<WebHost> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startWebHost(options, port);
    } catch (error) {
      if (!isTaken(error)) throw error;
      if (attempt === TAKEN_TRIES) {
        throw new Error(
          `port ${port} is in use by another program, or Fleetwright is already running. ${advice}`,
          {
            cause: error,
          },
        );
      }
      await setTimeout(TAKEN_PAUSE_MILLISECONDS);
    }
  }
}

/**
 * Starts at the port of the last start, since documents are seen there only. At the first start there are none yet, so any
 * free port serves where the usual one is taken.
 */
async function startAtKeptPort(options: WebHostOptions, data: string): Promise<WebHost> {
  const kept = await keptPort(data);
  if (kept !== undefined) {
    const advice = `Your documents are kept under that port. Close the other program and start again, or start with an empty library: npm start -- --web --port 0`;
    return startAt(options, kept, advice);
  }
  const host = await startWebHost(options, USUAL_PORT).catch((error: unknown) => {
    if (isTaken(error)) return startWebHost(options, 0);
    throw error;
  });
  await keepPort(data, host.port);
  return host;
}

interface Places {
  /** The folder that the program was built into. */
  readonly program: string;
  /** The folder of the user's data. */
  readonly data: string;
}

async function serve(port: number | undefined, { program, data }: Places): Promise<void> {
  const built = join(program, 'data');
  const services = await loadServices(built);
  const computing = createPool({ workerFile: join(program, 'worker.js'), data: built });
  const backups = createBackups(join(data, 'backups'));
  const storage: HostStorage = {
    // Where the browser keeps its databases is not known here; most keep them on the disk of the home folder.
    room: diskRoomOf(data).ask,
    rescue: createRescue({ places: [homedir(), tmpdir(), join(data, 'rescue')] }),
    keepDatabase: () => Promise.resolve(),
  };
  const planStep = planSteps(services, computing);
  const about = aboutProgram({
    root: join(program, '..', '..'),
    places: [
      { what: 'data', place: data },
      { what: 'backups', place: backups.folder },
    ],
  });
  const options: WebHostOptions = {
    pages: join(program, '..', 'renderer'),
    handlersFor: (files) => createHandlers({ services, computing, planStep, files, backups, storage, about }),
    reportBug: (error) => {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    },
    onAddress: (address) => say(`Open ${address}  (good once)`),
  };
  const host =
    port === undefined
      ? await startAtKeptPort(options, data)
      : await startAt(options, port, 'Choose another one, or 0 for any free port.');
  const stop = (): void => {
    void Promise.all([host.close(), computing.close()]).then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  // Whoever started the host holds the other end of this channel, and may be killed without a word.
  process.once('disconnect', stop);
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new RangeError(`--port: '${text}' is not a valid port (0 to 65535)`);
  return port;
}

async function serveAsAsked(program: string): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) process.stdout.write(usage);
  else await serve(portOf(values.port), { program, data: values.data ?? dataFolder() });
}

/** Serves a browser as the command line of this process asks; `program` is the folder that it was built into. */
export async function startWeb(program: string): Promise<void> {
  try {
    await serveAsAsked(program);
  } catch (error) {
    process.stderr.write(`fleetwright: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof TypeError || error instanceof RangeError ? 2 : 3);
  }
}
