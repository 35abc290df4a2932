import { halfValue } from '#main/simulator/lpu/chip/elements';
import type { Weights } from '#main/simulator/lpu/decoder/network';
import { failure, type Refusal, type Result, success } from '#shared/refusal/refusal';
import { z } from '#shared/schema/zod';
import { counted } from '#shared/text/plural';

/**
 * The safetensors format: eight bytes with the length of a JSON header, the header with type, shape and place of each tensor, and
 * the tensors. Read here with limits, since a file may say anything.
 */
export const safetensorLimits = { headerBytes: 16 * 1024 * 1024, tensors: 100_000, dimensions: 8 } as const;

const bytesOfType = { F32: 4, F16: 2, BF16: 2 } as const;
type ReadableType = keyof typeof bytesOfType;

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Entry = z.object({
  dtype: z.string().max(20),
  shape: z.array(count).max(safetensorLimits.dimensions),
  data_offsets: z.tuple([count, count]),
});
const Header = z.record(z.string(), z.unknown());

export interface Tensor {
  readonly shape: readonly number[];
  readonly type: string;
  /** Why the values cannot be read; absent where they can. */
  readonly problem?: string;
  readonly weights: Weights;
}

export type Tensors = ReadonlyMap<string, Tensor>;

const refused = (name: string, problem: string): Result<never, Refusal> =>
  failure({
    code: 'lpu-safetensors',
    message: `${name}: ${problem}.`,
    path: name,
    params: { name, problem },
  });

const HEAD_BYTES = 8;

/** The tensors of a file; their values stay in its bytes. */
export function readSafetensors(name: string, bytes: Uint8Array): Result<Tensors, Refusal> {
  if (bytes.length < HEAD_BYTES) return refused(name, 'it is too short to be a safetensors file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(safetensorLimits.headerBytes)) {
    return refused(
      name,
      `its header claims ${counted(Number(length), 'byte')}; the limit is ${safetensorLimits.headerBytes}`,
    );
  }
  const start = HEAD_BYTES + Number(length);
  if (start > bytes.length) return refused(name, 'its header is longer than the file');
  const header = parseHeader(bytes.subarray(HEAD_BYTES, start));
  if (header === undefined) return refused(name, 'its header is not a JSON object');
  const entries = Object.entries(header).filter(([key]) => key !== '__metadata__');
  if (entries.length > safetensorLimits.tensors)
    return refused(name, `it has ${counted(entries.length, 'tensor')}`);
  const tensors = new Map<string, Tensor>();
  for (const [key, value] of entries) {
    const entry = Entry.safeParse(value);
    if (!entry.success) return refused(name, `the entry of “${key}” is not valid`);
    const { dtype, shape, data_offsets: [first, last] } = entry.data; // prettier-ignore
    if (first > last || start + last > bytes.length)
      return refused(name, `“${key}” lies outside of the file`);
    const elements = shape.reduce((product, each) => product * each, 1);
    const known = isReadable(dtype);
    if (known && elements * bytesOfType[dtype] !== last - first) {
      return refused(
        name,
        `“${key}” has ${counted(last - first, 'byte')}, which its shape [${shape.join(', ')}] does not fill`,
      );
    }
    const body = { view, start: start + first, length: elements };
    tensors.set(key, {
      shape,
      type: dtype,
      ...(known ? {} : { problem: `its type ${dtype} is not one of ${Object.keys(bytesOfType).join(', ')}` }),
      weights: { length: elements, at: known ? readers[dtype](body) : () => NaN },
    });
  }
  return success(tensors);
}

const isReadable = (type: string): type is ReadableType => Object.hasOwn(bytesOfType, type);

function parseHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed = Header.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

interface Body {
  readonly view: DataView;
  readonly start: number;
  readonly length: number;
}

const word = new DataView(new ArrayBuffer(4));

const readers: Readonly<Record<ReadableType, (body: Body) => Weights['at']>> = {
  F32:
    ({ view, start, length }) =>
    (index) =>
      index < length ? view.getFloat32(start + 4 * index, true) : NaN,
  F16:
    ({ view, start, length }) =>
    (index) =>
      index < length ? halfValue(view.getUint16(start + 2 * index, true)) : NaN,
  BF16:
    ({ view, start, length }) =>
    (index) => {
      if (index >= length) return NaN;
      word.setUint16(0, view.getUint16(start + 2 * index, true));
      return word.getFloat32(0);
    },
};
