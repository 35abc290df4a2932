import type { OpenedFile } from '../../shared/api/calls';
import type { Answer, SavedFile } from '../../shared/api/contract';

export type FileKind =
  'json' | 'csv' | 'svg' | 'markdown' | 'pdf' | 'xlsx' | 'png' | 'zip' | 'draw-io' | 'yaml';

export interface FileToSave {
  readonly suggestedName: string;
  readonly content: string | Uint8Array;
  readonly kind: FileKind;
}

/** How a host lets the user choose files: dialogs on the desktop, downloads in a browser. */
export interface HostFiles {
  readonly save: (file: FileToSave) => Promise<Answer<SavedFile>>;
  readonly openScenario: () => Promise<Answer<OpenedFile | null>>;
}

export const fileKinds: Readonly<
  Record<FileKind, { readonly extension: string; readonly mediaType: string; readonly title: string }>
> = {
  json: { extension: 'json', mediaType: 'application/json', title: 'JSON' },
  csv: { extension: 'csv', mediaType: 'text/csv; charset=utf-8', title: 'CSV' },
  svg: { extension: 'svg', mediaType: 'image/svg+xml', title: 'SVG' },
  markdown: { extension: 'md', mediaType: 'text/markdown; charset=utf-8', title: 'Markdown' },
  pdf: { extension: 'pdf', mediaType: 'application/pdf', title: 'PDF' },
  png: { extension: 'png', mediaType: 'image/png', title: 'PNG' },
  zip: { extension: 'zip', mediaType: 'application/zip', title: 'ZIP' },
  'draw-io': { extension: 'drawio', mediaType: 'application/vnd.jgraph.mxfile', title: 'draw.io' },
  yaml: { extension: 'yaml', mediaType: 'application/yaml', title: 'YAML' },
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    title: 'Excel',
  },
};

/** The largest scenario file that is read. */
export const LARGEST_SCENARIO_FILE = 64 * 1024 * 1024;
