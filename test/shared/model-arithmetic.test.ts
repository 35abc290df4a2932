import { describe, expect, it } from 'vitest';
import type { ModelSpecification } from '#shared/catalogue/entries';
import { type Figure, isKnown } from '#shared/catalogue/figure';
import {
  activeParameterCount,
  expertsTouched,
  keyValueBytes,
  keyValueBytesPerToken,
  parameterCount,
  weightBytes,
} from '#shared/catalogue/model-arithmetic';
import { activeParametersIn, parametersIn } from '#shared/model/description';
import { shippedCatalogue } from '../support/catalogue';

const { models } = await shippedCatalogue();
const model = (id: string): ModelSpecification => models[id]!;

const readingOf = (figure: Figure, id: string): number | undefined =>
  isKnown(figure) ? figure.readings.find((reading) => reading.id === id)?.typical : undefined;

/** Models of which the catalogue states what was counted module by module; those of others follow from their shape. */
const counted = Object.values(models).filter((each) => readingOf(each.parameters, 'counted') !== undefined);
const shaped = Object.values(models).filter((each) => !counted.includes(each));

describe('parameters counted module by module', () => {
  it.each(counted)('$id passes and holds what the catalogue states', (entry) => {
    if (entry.description === undefined) throw new Error('nothing was counted without a description');

    expect(parametersIn(entry.description)).toBe(readingOf(entry.parameters, 'counted'));
    expect(activeParametersIn(entry.description)).toBe(readingOf(entry.activeParameters, 'counted'));
  });
});

describe('parameters recomputed from the shape (facts section 4)', () => {
  it.each([
    ['llama-2-7b', 6.738],
    ['llama-2-13b', 13.016],
    ['llama-2-70b', 68.977],
    ['llama-3.1-8b', 8.03],
    ['llama-3.1-70b', 70.554],
    ['llama-3.1-405b', 405.85],
    ['mixtral-8x7b', 46.7],
    ['gemma-7b', 8.538],
    ['qwen3-8b', 8.19],
    ['qwen3-32b', 32.76],
  ])('%s has %d billion', (id, billions) => {
    const decimals = String(billions).split('.')[1]?.length ?? 0;
    expect((parameterCount(model(id)) / 1e9).toFixed(decimals)).toBe(billions.toFixed(decimals));
  });

  it('qwen2.5-72b has 72.71 billion, biases aside', () => {
    expect(parameterCount(model('qwen2.5-72b')) / 1e9).toBeCloseTo(72.71, 1);
  });

  it('mixtral-8x7b passes 12.88 billion a token', () => {
    expect((activeParameterCount(model('mixtral-8x7b')) / 1e9).toFixed(2)).toBe('12.88');
  });

  it.each(shaped)('$id agrees with the total the catalogue states', (entry) => {
    if (!isKnown(entry.parameters)) throw new Error('every model states its parameters');
    const stated = entry.parameters.readings[0]!.typical;
    expect(Math.abs(parameterCount(entry) / stated - 1)).toBeLessThan(0.006);
    const recomputed = entry.parameters.readings.find(({ id }) => id === 'recomputed');
    expect(recomputed?.typical).toBe(parameterCount(entry));
  });

  it.each(shaped)('$id agrees with the active parameters, the input embedding aside', (entry) => {
    if (!isKnown(entry.activeParameters)) throw new Error('every model states its active parameters');
    const stated = entry.activeParameters.readings[0]!.typical;
    const active = activeParameterCount(entry);
    const withoutInput = active - entry.vocabulary * entry.hidden;
    expect(stated).toBeGreaterThanOrEqual(withoutInput * 0.985);
    expect(stated).toBeLessThanOrEqual(active * 1.005);
    const recomputed = entry.activeParameters.readings.find(({ id }) => id === 'recomputed');
    expect(recomputed?.typical).toBe(active);
  });
});

describe('KV cache of a token in FP16 (facts A1.11)', () => {
  it.each([
    ['llama-2-7b', 524_288],
    ['llama-2-13b', 819_200],
    ['llama-2-70b', 327_680],
    ['llama-3.1-8b', 131_072],
    ['llama-3.1-70b', 327_680],
    ['llama-3.1-405b', 516_096],
    ['mixtral-8x7b', 131_072],
    ['mixtral-8x22b', 229_376],
    ['gemma-7b', 458_752],
    ['deepseek-v3', 70_272],
    ['qwen2.5-72b', 327_680],
    ['qwen3-8b', 147_456],
    ['qwen3-32b', 262_144],
    ['qwen3-30b-a3b', 98_304],
    ['qwen3-235b-a22b', 192_512],
    ['gpt-oss-20b', 49_152],
    ['gpt-oss-120b', 73_728],
  ])('%s keeps %d bytes', (id, expected) => {
    expect(keyValueBytesPerToken(model(id), 'fp16')).toBe(expected);
    expect(keyValueBytesPerToken(model(id), 'fp8')).toBe(expected / 2);
  });

  it('of a model with windows stops growing in its windowed layers', () => {
    const oss = model('gpt-oss-20b');
    const at = (tokens: number) => keyValueBytes(oss, { precision: 'fp16', tokens });
    expect(at(128)).toBe(128 * 49_152);
    expect(at(1128) - at(128)).toBe((1000 * 49_152) / 2);
  });

  it('of Llama-2-70B at batch 8 and 4096 tokens is 10.7 GB, not the 80 GB of multi-head attention', () => {
    const sequence = keyValueBytes(model('llama-2-70b'), { precision: 'fp16', tokens: 4096 });
    expect((8 * sequence) / 1e9).toBeCloseTo(10.7, 1);
  });
});

describe('weights', () => {
  it('of Llama-2-70B fill 600 chips in FP16 and 300 in INT8 (facts A1.6, section 4)', () => {
    expect(Math.ceil(weightBytes(model('llama-2-70b'), 'fp16') / 0.23e9)).toBe(600);
    expect(Math.ceil(weightBytes(model('llama-2-70b'), 'int8') / 0.23e9)).toBe(300);
  });

  it.each([
    ['llama-2-7b', 59, 30],
    ['llama-2-13b', 114, 57],
    ['mixtral-8x7b', 407, 204],
  ])('of %s fill %d chips in FP16 and %d in INT8', (id, fp16, int8) => {
    expect(Math.ceil(weightBytes(model(id), 'fp16') / 0.23e9)).toBe(fp16);
    expect(Math.ceil(weightBytes(model(id), 'int8') / 0.23e9)).toBe(int8);
  });
});

describe('experts touched', () => {
  it('by one token are the ones it chooses, by many all', () => {
    expect(expertsTouched(model('mixtral-8x7b'), 1)).toBeCloseTo(2);
    expect(expertsTouched(model('mixtral-8x7b'), 100)).toBeCloseTo(8, 6);
    expect(expertsTouched(model('llama-2-7b'), 5)).toBe(0);
  });
});
