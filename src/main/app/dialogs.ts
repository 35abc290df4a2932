import { basename, dirname, join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import { failure, success } from '#shared/refusal/refusal';
import { fileKinds, type HostFiles, notWritten, readTextFile } from '#main/files/host-files';
import { replaceFile } from '#main/files/atomic-write';
import type { SettingsFile } from './settings';

/**
 * The system's file dialogs. Paths stay on this side: the page gives a name to suggest and learns the name chosen.
 * The last folder is remembered here because Electron's dialogs no longer do.
 */
export function createDialogs(window: () => BrowserWindow, settings: SettingsFile): HostFiles {
  const folder = (): string => settings.current().lastFolder ?? app.getPath('documents');
  return {
    save: async ({ suggestedName, content, kind }) => {
      const { extension, title } = fileKinds[kind];
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        defaultPath: join(folder(), suggestedName),
        filters: [{ name: title, extensions: [extension] }],
      });
      if (canceled || filePath === '') return success(null);
      const name = basename(filePath);
      try {
        await replaceFile(filePath, content);
      } catch (error) {
        return failure(notWritten(name, error));
      }
      settings.change({ lastFolder: dirname(filePath) });
      return success({ name });
    },
    openScenario: async () => {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        defaultPath: folder(),
        filters: [{ name: 'Fleetwright', extensions: ['json'] }],
        properties: ['openFile'],
      });
      const [path] = filePaths;
      if (canceled || path === undefined) return success(null);
      settings.change({ lastFolder: dirname(path) });
      return readTextFile(path);
    },
  };
}
