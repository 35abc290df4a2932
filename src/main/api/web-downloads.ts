import { randomBytes } from 'node:crypto';
import type { Download } from '#shared/api/web';
import { failure, success } from '#shared/refusal/refusal';
import { fileKinds, type FileToSave, type HostFiles } from '#main/files/host-files';

const WAITING_MILLISECONDS = 60_000;

export interface WaitingFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: string | Uint8Array;
}

export interface WebDownloads {
  readonly keep: (file: FileToSave) => Download;
  /** The file of that id, once; undefined when it was fetched already, has waited too long, or never was. */
  readonly take: (id: string) => WaitingFile | undefined;
}

/** Files that wait for the page to fetch them. Their ids are secrets that are good once. */
export function createWebDownloads(): WebDownloads {
  const waiting = new Map<string, WaitingFile>();
  return {
    keep: ({ suggestedName, content, kind }) => {
      const id = randomBytes(32).toString('base64url');
      waiting.set(id, { name: suggestedName, mediaType: fileKinds[kind].mediaType, content });
      setTimeout(() => waiting.delete(id), WAITING_MILLISECONDS).unref();
      return { id, name: suggestedName };
    },
    take: (id) => {
      const file = waiting.get(id);
      waiting.delete(id);
      return file;
    },
  };
}

/** The browser host's way with files: what is saved becomes a download, what is opened the page reads itself. */
export function downloadFiles(downloads: WebDownloads, made: Download[]): HostFiles {
  return {
    save: (file) => {
      const download = downloads.keep(file);
      made.push(download);
      return Promise.resolve(success({ name: download.name }));
    },
    openScenario: () =>
      Promise.resolve(
        failure({ code: 'not-in-this-host', message: 'In a browser the page opens files itself.' }),
      ),
  };
}
