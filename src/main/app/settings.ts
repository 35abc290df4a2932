import { Language } from '#shared/language/language';
import { readFileSync } from 'node:fs';
import { z } from '#shared/schema/zod';
import { writeFileAtomically } from '#main/files/atomic-write';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) });
export type Bounds = Readonly<z.infer<typeof Bounds>>;

const Settings = z.object({
  bounds: Bounds.optional().catch(undefined),
  maximized: z.boolean().catch(false),
  zoomFactor: z.number().min(0.5).max(3).catch(1),
  lastFolder: z.string().optional().catch(undefined),
  language: Language.optional().catch(undefined),
});
export type Settings = Readonly<z.infer<typeof Settings>>;

/** What the window remembers between starts; it never holds anything of the user's work. */
export interface SettingsFile {
  readonly current: () => Settings;
  readonly change: (change: Partial<Settings>) => void;
  /** Resolves when the last change is on the disk. */
  readonly settled: () => Promise<void>;
}

/** What the file holds; a damaged field, or file, counts as absent. */
export function parseSettings(text: string): Settings {
  try {
    return Settings.parse(JSON.parse(text));
  } catch {
    return Settings.parse({});
  }
}

const readOrEmpty = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

export function openSettings(path: string): SettingsFile {
  let settings = parseSettings(readOrEmpty(path));
  let writing = Promise.resolve();
  return {
    current: () => settings,
    change: (change) => {
      settings = { ...settings, ...change };
      const content = JSON.stringify(settings);
      writing = writing
        .then(() => writeFileAtomically({ path, content, keepPrevious: true }))
        // A window that forgets its place is no reason to stop anybody's work.
        .catch(() => undefined);
    },
    settled: () => writing,
  };
}
