import { strFromU8, unzipSync } from 'fflate/browser';
import type { NetboxFile } from '#shared/exchange/exchange';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';

/** The public library, some 10,000 files, unpacks to 40 MB without its pictures. */
const limits = { files: 200_000, unpackedBytes: 256 * 1024 * 1024 } as const;

/** Files that hold types; pictures and the papers of a library are passed over. */
export const holdsTypes = (name: string): boolean =>
  /\.(ya?ml|json)$/i.test(name) && !/(^|\/)(\.|schema\/|tests?\/|__MACOSX\/)/.test(name);

const invalid = (reason: string): Refusal => ({
  code: 'archive-invalid',
  message: `The ZIP file cannot be used: ${reason}`,
  params: { reason },
});

/** The files of types in a ZIP, by their paths in it. */
export function filesOfArchive(base64: string): Result<readonly NetboxFile[], Refusal> {
  let [files, bytes] = [0, 0];
  try {
    const packed = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const unpacked = unzipSync(packed, {
      filter: ({ name, originalSize }) => {
        if (!holdsTypes(name)) return false;
        files += 1;
        bytes += originalSize;
        return files <= limits.files && bytes <= limits.unpackedBytes;
      },
    });
    if (files > limits.files || bytes > limits.unpackedBytes)
      return failure(invalid('it unpacks to more than 256 MB'));
    return success(Object.entries(unpacked).map(([name, content]) => ({ name, text: strFromU8(content) })));
  } catch {
    return failure(invalid('it is not a ZIP file, or it is damaged'));
  }
}
