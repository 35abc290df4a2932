import { copyFile, link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where Chromium keeps databases below a profile, and where copies and damaged ones of it stand. */
export const DATABASES = 'IndexedDB';
export const KEPT_DATABASES = 'kept-databases';
export const SET_ASIDE = 'set-aside';

/** Files that are written once and never again; the others grow, and a link to them would grow along. */
const isFinal = (name: string): boolean => !/^(CURRENT|MANIFEST-.*|LOG.*|LOCK|.*\.log|.*\.dbtmp)$/.test(name);

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyTree(source, target);
    else if (isFinal(entry.name)) await link(source, target).catch(() => copyFile(source, target));
    else if (entry.name !== 'LOCK') await copyFile(source, target);
  }
}

async function sizeOf(folder: string): Promise<number> {
  let size = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    size += entry.isDirectory() ? await sizeOf(path) : (await stat(path)).size;
  }
  return size;
}

/** The copies by age, oldest first; their names count up, since a clock may be set back. */
async function copiesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^\d{6}$/.test(name)).sort();
}

const nextName = (names: readonly string[]): string =>
  String(Number(names.at(-1) ?? '0') + 1).padStart(6, '0');

/** Of the copies the newest stays, and the largest: one made after the library was lost must not displace it. */
async function rotate(folder: string): Promise<void> {
  const names = await copiesIn(folder);
  const sizes = await Promise.all(names.map((name) => sizeOf(join(folder, name))));
  const largest = names[sizes.lastIndexOf(Math.max(...sizes))];
  for (const name of names.slice(0, -1)) {
    if (name !== largest) await rm(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Copies the databases of a profile before anything opens them: Chromium removes a database whose checksums do not
 * match. Cheap, as finished files are linked. To be called while no page has a database open.
 */
export async function keepDatabases(profile: string): Promise<void> {
  const databases = join(profile, DATABASES);
  const kept = join(profile, KEPT_DATABASES);
  const present = await readdir(databases).catch(() => []);
  if (present.length === 0) return;
  const target = join(kept, nextName(await copiesIn(kept)));
  try {
    await copyTree(databases, `${target}.part`);
    await rename(`${target}.part`, target);
  } catch (error) {
    await rm(`${target}.part`, { recursive: true, force: true });
    throw error;
  }
  await rotate(kept);
}

/** Moves the databases of a profile out of the way, whole; nothing is ever removed there. Answers with their new place. */
export async function setDatabasesAside(profile: string): Promise<string> {
  const folder = join(profile, SET_ASIDE);
  await mkdir(folder, { recursive: true });
  const target = join(folder, nextName(await copiesIn(folder)));
  await rename(join(profile, DATABASES), target);
  return target;
}
