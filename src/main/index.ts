import { join } from 'node:path';
import { app } from 'electron';
import { logChildCrashes } from './app/crashes';
import { startDesktop } from './app/desktop';
import { lockNavigation } from './app/navigation';
import { registerScheme } from './app/scheme';

const root = join(import.meta.dirname, '..', '..');

// Root must run Chromium without its sandbox, and asking for both crashes every child process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerScheme();
app.on('web-contents-created', (_event, contents) => lockNavigation(contents));
logChildCrashes();

if (app.requestSingleInstanceLock()) {
  void app
    .whenReady()
    .then(() =>
      startDesktop({
        pages: join(root, 'out', 'renderer'),
        preload: join(root, 'out', 'preload', 'index.cjs'),
        worker: join(root, 'out', 'main', 'worker.js'),
        resources: join(root, 'resources'),
      }),
    )
    .catch((error: unknown) => {
      process.stderr.write(`fleetwright: could not start: ${String(error)}\n`);
      app.exit(1);
    });
} else {
  app.quit();
}
