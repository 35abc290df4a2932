import type { Scenario } from '#shared/scenario/schema';

/** A scenario as the history keeps it: gzip of its JSON, a tenth of its size, whose checksum shows damage. */
export interface Packed {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly digest: string;
}

/** The largest state that is unpacked: what says it is larger is damaged. */
const LARGEST_BYTES = 256 * 1024 * 1024;

const through = (
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> => new Blob([bytes]).stream().pipeThrough(stream);

export async function packed(scenario: Scenario): Promise<Packed> {
  const json = new TextEncoder().encode(JSON.stringify(scenario));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', json));
  const zipped = through(json, new CompressionStream('gzip'));
  return {
    bytes: new Uint8Array(await new Response(zipped).arrayBuffer()),
    digest: [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
  };
}

/** What was packed, not yet checked to be a scenario. Throws where the bytes are damaged. */
export async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let size = 0;
  const reader = through(bytes, new DecompressionStream('gzip')).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > LARGEST_BYTES) throw new RangeError('larger than any scenario');
    text += decoder.decode(value, { stream: true });
  }
  return JSON.parse(text + decoder.decode());
}
