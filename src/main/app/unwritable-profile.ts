import { app, dialog } from 'electron';
import { fillIn } from '#shared/language/language';
import { messagesFor } from './messages';

/**
 * Says in plain words that nothing could be kept in the profile, and ends the app with exit code 1: on standard error at
 * once, and in a dialog for whoever did not start the app from a terminal.
 */
export async function refuseProfile(folder: string, reason: string): Promise<void> {
  const { profile } = messagesFor(app.getLocale() || app.getPreferredSystemLanguages()[0] || 'en');
  const detail = fillIn(profile.unwritable, { folder, reason });
  process.stderr.write(`fleetwright: ${profile.title}. ${detail}\n`);
  if (!process.stderr.isTTY) {
    await app.whenReady();
    await dialog.showMessageBox({ type: 'error', message: profile.title, detail, buttons: [profile.quit] });
  }
  app.exit(1);
}
