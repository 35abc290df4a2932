import { join, resolve } from 'node:path';
import { app } from 'electron';
import { logChildCrashes } from './app/crashes';
import { startDesktop } from './app/desktop';
import { createHostRequests, filesAmong } from './app/host-requests';
import { lockNavigation, registerScheme } from './app/page-security';
import { refuseProfile } from './app/unwritable-profile';
import { unwritableReason } from './files/unwritable-folder';

const root = join(import.meta.dirname, '..', '..');

// Root must run Chromium without its sandbox, and asking for both crashes every child process.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
registerScheme();
app.on('web-contents-created', (_event, contents) => lockNavigation(contents));
logChildCrashes();

const requests = createHostRequests();
// macOS names files this way, at the start too, and never on the command line.
app.on('open-file', (event, path) => {
  event.preventDefault();
  void requests.open([path]);
});

// Where the folder that was asked for cannot be made, Electron takes its usual one without a word.
const asked = app.commandLine.getSwitchValue('user-data-dir');
const profile = asked === '' ? app.getPath('userData') : resolve(asked);
const unwritable = unwritableReason(profile);

// Without a folder to write into there is no lock either, and the app would leave without a word.
if (unwritable !== undefined) void refuseProfile(profile, unwritable);
else if (app.requestSingleInstanceLock()) {
  void requests.open(filesAmong(process.argv.slice(1), process.cwd()));
  void app
    .whenReady()
    .then(() =>
      startDesktop(
        {
          root,
          pages: join(root, 'out', 'renderer'),
          preload: join(root, 'out', 'preload', 'index.cjs'),
          worker: join(root, 'out', 'main', 'worker.js'),
          data: join(root, 'out', 'main', 'data'),
          icon: join(root, 'packaging', 'icons', 'linux', '256x256.png'),
        },
        requests,
      ),
    )
    .catch((error: unknown) => {
      process.stderr.write(`fleetwright: could not start: ${String(error)}\n`);
      app.exit(1);
    });
} else {
  app.quit();
}
