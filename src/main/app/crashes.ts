import { app, type BrowserWindow, dialog } from 'electron';
import { afterGone } from './crash-policy';
import type { DesktopMessages } from './messages';

const PATIENCE_MILLISECONDS = 10_000;

const log = (text: string): void => {
  process.stderr.write(`fleetwright: ${text}\n`);
};

async function askToReload(window: BrowserWindow, { crash }: DesktopMessages): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: crash.gone,
    buttons: [crash.reload, crash.quit],
  });
  if (response === 0) window.reload();
  else app.quit();
}

async function askToWait(window: BrowserWindow, { crash }: DesktopMessages): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message: crash.unresponsive,
    buttons: [crash.wait, crash.reload, crash.quit],
  });
  if (window.isDestroyed()) return;
  if (response === 1) {
    window.webContents.forcefullyCrashRenderer();
    window.reload();
  } else if (response === 2) app.quit();
}

/** Brings a crashed or hanging window back. What is saved survives: the documents are in the database. */
export function watchForCrashes(window: BrowserWindow, messages: DesktopMessages): void {
  const crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const decision = afterGone(reason, { crashes, now: Date.now() });
    crashes.push(Date.now());
    if (decision === 'ignore') return;
    log(`the page's process ended: ${reason} (${exitCode})`);
    if (decision === 'reload') window.reload();
    else void askToReload(window, messages);
  });
  let patience: NodeJS.Timeout | undefined;
  window.on('unresponsive', () => {
    patience = setTimeout(() => void askToWait(window, messages), PATIENCE_MILLISECONDS);
  });
  window.on('responsive', () => clearTimeout(patience));
  window.once('closed', () => clearTimeout(patience));
}

/** Names helper processes that ended; the computing process starts again by itself. */
export function logChildCrashes(): void {
  app.on('child-process-gone', (_event, { type, reason, name }) => {
    if (reason !== 'clean-exit') log(`${name ?? type} ended: ${reason}`);
  });
}
