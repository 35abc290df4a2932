import { describe, expect, it } from 'vitest';
import { nearestId } from '#shared/schema/nearest-id';

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

  it('is any for nothing, and none of none', () => {
    expect(engines).toContain(nearestId('', engines));
    expect(nearestId('vllm', [])).toBeUndefined();
  });
});
