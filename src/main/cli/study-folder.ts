import { DamagedFile, type StudyFolder, studyFolder } from '#main/study/folder';
import { differenceOf, type Manifest } from '#main/study/identity';
import type { Study } from '#shared/study/study';
import { InvalidInput, reasonOf, UsageError } from './host';

/** The folder for results: a new one is begun, one of the same study gone on with, any other refused and left alone. */
export async function openedFolder(
  path: string,
  { manifest, study }: { readonly manifest: Manifest; readonly study: Study },
): Promise<StudyFolder> {
  const folder = studyFolder(path);
  const held = await folder.manifest();
  if (held === undefined) {
    if (!(await folder.isEmpty()))
      throw new InvalidInput(`${path} is not empty and holds no results of a study; choose another folder`);
    await folder.begin(manifest, study);
    return folder;
  }
  refuseOther(path, held, manifest);
  if (partOf(held) !== partOf(manifest))
    throw new InvalidInput(`${path} holds ${partOf(held)}, not ${partOf(manifest)}; choose another folder`);
  return folder;
}

/** A folder whose stages others go on from. */
export async function earlierFolder(path: string, manifest: Manifest): Promise<StudyFolder> {
  const folder = studyFolder(path);
  const held = await folder.manifest();
  if (held === undefined) throw new UsageError(`--after: ${path} holds no results of a study`);
  refuseOther(path, held, manifest);
  return folder;
}

function refuseOther(path: string, held: Manifest, manifest: Manifest): void {
  const difference = differenceOf(held, manifest);
  if (difference !== undefined) throw new InvalidInput(`${path} cannot be used: ${difference}`);
}

const partOf = ({ shard }: Manifest): string =>
  shard === undefined ? 'a whole study' : `shard ${shard.index}/${shard.of}`;

/** Does work on folders; what the system refuses, such as a full disk, is said as wrong usage. */
export async function onFolders(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof DamagedFile) throw new InvalidInput(error.message);
    if (!(error instanceof Error && 'code' in error && 'syscall' in error)) throw error;
    const path = 'path' in error ? String(error.path) : 'the folder';
    throw new UsageError(
      `${path} cannot be read or written: ${reasonOf(error)}; what is finished is kept, and the same command goes on from there`,
    );
  }
}
