import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { parentPortOf, serveParent } from './jobs/parent-port';
import { createPool } from './jobs/pool';

// The same file is a worker thread of the pool and, on the desktop, the utility process that holds the pool.
export { runTask } from './jobs/parent-port';

const parent = parentPortOf(process);
const data = process.argv[2];
if (isMainThread && parent !== undefined && data !== undefined) {
  process.on('unhandledRejection', (error) => {
    process.stderr.write(`fleetwright: ${String(error)}\n`);
    process.exit(1);
  });
  serveParent(parent, createPool({ workerFile: fileURLToPath(import.meta.url), data }));
}
