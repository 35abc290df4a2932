import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { About, KeptPlace, ThirdParty } from '#shared/api/about';
import { version } from '../../../package.json';

/** What a host says of itself. */
export interface AboutProgram {
  readonly about: () => About;
  /** Rejects where the build left no notices. */
  readonly thirdParty: () => Promise<ThirdParty>;
}

/** The versions of what runs the program, by the names that users know. */
const runtimesIn = (versions: Readonly<Record<string, string | undefined>>): About['runtimes'] =>
  [
    { name: 'Electron', version: versions['electron'] },
    { name: 'Chromium', version: versions['chrome'] },
    { name: 'Node.js', version: versions['node'] },
  ].flatMap(({ name, version: running }) => (running === undefined ? [] : [{ name, version: running }]));

/** What the program in `root` is, and where it keeps its data. */
export const aboutProgram = ({
  root,
  places,
}: {
  readonly root: string;
  readonly places: readonly KeptPlace[];
}): AboutProgram => ({
  about: () => ({ version, runtimes: runtimesIn(process.versions), places }),
  thirdParty: async () =>
    JSON.parse(await readFile(join(root, 'out', 'third-party.json'), 'utf8')) as ThirdParty,
});
