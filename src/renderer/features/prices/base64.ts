/** So many bytes become arguments of one call; engines take some 65,000. */
const CHUNK = 32_768;

/** Bytes as base64, as calls carry files. */
export function base64Of(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
}
