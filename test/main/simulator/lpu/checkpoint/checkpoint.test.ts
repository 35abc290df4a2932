import { describe, expect, it } from 'vitest';
import { readConfiguration } from '#main/simulator/lpu/checkpoint/configuration';
import { networkOf } from '#main/simulator/lpu/checkpoint/network-of';
import { readSafetensors } from '#main/simulator/lpu/checkpoint/safetensors';

function file(header: unknown, body: Uint8Array, claimed?: number): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + body.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(claimed ?? text.length), true);
  bytes.set(text, 8);
  bytes.set(body, 8 + text.length);
  return bytes;
}

const problemOf = (bytes: Uint8Array): string => {
  const read = readSafetensors('a.safetensors', bytes);
  return read.ok ? 'none' : read.error.message;
};

describe('safetensors', () => {
  it('gives FP32, FP16 and BF16 values', () => {
    const body = new Uint8Array(8);
    new DataView(body.buffer).setFloat32(0, -1.25, true);
    body.set([0x00, 0x3e, 0xc0, 0x3f], 4);
    const header = {
      single: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
      half: { dtype: 'F16', shape: [], data_offsets: [4, 6] },
      brain: { dtype: 'BF16', shape: [1, 1], data_offsets: [6, 8] },
      __metadata__: { format: 'pt' },
    };
    const read = readSafetensors('a', file(header, body));
    if (!read.ok) throw new Error(read.error.message);
    const values = [...read.value].map(([name, { weights }]) => [name, weights.at(0)]);
    expect(Object.fromEntries(values)).toEqual({ single: -1.25, half: 1.5, brain: 1.5 });
  });

  it.each([
    ['too short', new Uint8Array(3)],
    ['its header claims', file('{}', new Uint8Array(0), 2 ** 40)],
    ['its header is longer than the file', file('{}', new Uint8Array(0), 900)],
    ['not a JSON object', file('[1', new Uint8Array(0))],
    ['the entry of “a” is not valid', file({ a: { dtype: 'F32' } }, new Uint8Array(4))],
    [
      '“a” lies outside',
      file({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 400] } }, new Uint8Array(4)),
    ],
    ['does not fill', file({ a: { dtype: 'F32', shape: [3], data_offsets: [0, 4] } }, new Uint8Array(4))],
  ])('are refused with the reason: %s', (reason, bytes) => expect(problemOf(bytes)).toContain(reason));
});

const llama = {
  architectures: ['LlamaForCausalLM'],
  hidden_size: 64,
  intermediate_size: 128,
  num_hidden_layers: 2,
  num_attention_heads: 4,
  vocab_size: 100,
};

describe('a configuration', () => {
  it('takes what Llama takes where it says nothing', () => {
    const read = readConfiguration(llama);
    expect(read).toMatchObject({
      ok: true,
      value: {
        tied: false,
        endTokens: [],
        shape: { keyValueHeads: 4, headDimension: 16, epsilon: 1e-6, rotary: { theta: 10_000 } },
      },
    });
  });

  it.each([
    ['architecture GPT2LMHeadModel', { architectures: ['GPT2LMHeadModel'] }],
    ['names no architecture', { architectures: null }],
    ['activation gelu', { hidden_act: 'gelu' }],
    ['rope scaling yarn', { rope_scaling: { rope_type: 'yarn', factor: 4 } }],
    ['quantised', { quantization_config: { bits: 4 } }],
    ['4 heads cannot share 3 keys', { num_key_value_heads: 3 }],
    ['hidden_size', { hidden_size: 'wide' }],
  ])('that means what is not computed is refused by name: %s', (reason, changes) => {
    const read = readConfiguration({ ...llama, ...changes });
    expect(read.ok ? '' : read.error.message).toContain(reason);
  });

  it('is refused with the first tensor that a checkpoint lacks', () => {
    const read = readConfiguration(llama);
    if (!read.ok) throw new Error(read.error.message);
    const network = networkOf(read.value, new Map());
    expect(network).toMatchObject({ ok: false, error: { code: 'lpu-model-tensor' } });
  });
});
