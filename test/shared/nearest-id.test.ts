import { describe, expect, it } from 'vitest';
import { didYouMean, nearestId } from '#shared/schema/nearest-id';

const engines = ['groq-3', 'trtllm-0.17', 'trtllm-1.2', 'vllm-bench-2024'];

describe('the nearest id', () => {
  it('is the one that takes the fewest edits', () => {
    expect(nearestId('trtllm-0.71', engines)).toBe('trtllm-0.17');
    expect(nearestId('TRTLLM-1.3', engines)).toBe('trtllm-1.2');
  });

  it('is one that begins with what was given where there is any, however much longer', () => {
    expect(nearestId('vllm', engines)).toBe('vllm-bench-2024');
    expect(nearestId('trtllm', engines)).toBe('trtllm-1.2');
  });

  it('is one that contains what was given, where none begins with it', () => {
    expect(nearestId('bench', engines)).toBe('vllm-bench-2024');
  });

  it('is none where more than a third of the letters would have to change, for nothing, and of none', () => {
    expect(nearestId('tensorrt', engines)).toBeUndefined();
    expect(nearestId('', engines)).toBeUndefined();
    expect(nearestId('vllm', [])).toBeUndefined();
  });

  it('is asked after in a sentence, or not at all', () => {
    expect(didYouMean('trtllm-0.71', engines)).toBe(' Did you mean trtllm-0.17?');
    expect(didYouMean('llama.cpp', engines)).toBe('');
  });
});
