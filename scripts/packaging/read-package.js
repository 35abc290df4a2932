import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

/** What stands before the fuses in Electron's executable (electron/fuses, "fuse wire"). */
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');

const FUSES = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
  'wasmTrapHandlers',
];

/** The fuses of an executable by name; one that this Electron does not have yet is left out. */
export function readFuses(executable) {
  const program = readFileSync(executable);
  const at = program.indexOf(SENTINEL);
  if (at < 0) throw new Error(`${executable} has no fuses.`);
  const wire = program.subarray(at + SENTINEL.length);
  const [version, length] = wire;
  if (version !== 1) throw new Error(`Fuses of version ${version} are not known.`);
  const states = [...wire.subarray(2, 2 + length)].map((state) => String.fromCharCode(state) === '1');
  return Object.fromEntries(FUSES.slice(0, states.length).map((name, index) => [name, states[index]]));
}

/** The paths of all files in an asar archive. */
export function filesInArchive(archive) {
  const file = openSync(archive, 'r');
  try {
    const head = Buffer.alloc(16);
    readSync(file, head, 0, 16, 0);
    const header = Buffer.alloc(head.readUInt32LE(12));
    readSync(file, header, 0, header.length, 16);
    const below = ({ files }, path) =>
      Object.entries(files).flatMap(([name, entry]) =>
        'files' in entry ? below(entry, `${path}${name}/`) : [`${path}${name}`],
      );
    return below(JSON.parse(header.toString('utf8')), '');
  } finally {
    closeSync(file);
  }
}
