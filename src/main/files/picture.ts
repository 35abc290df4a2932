import type { Refusal } from '../../shared/refusal';
import { failure, success, type Result } from '../../shared/result';

/** How every PNG begins (W3C PNG, section 5.2). */
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** The bytes of a PNG that came as base64; what only calls itself one is refused, so that no other file gets its name. */
export function pngOf(base64: string): Result<Uint8Array, Refusal> {
  const bytes = Buffer.from(base64, 'base64');
  if (SIGNATURE.every((byte, index) => bytes[index] === byte)) return success(bytes);
  return failure({ code: 'no-picture', message: 'The data to save is not a PNG image.', path: 'png' });
}
