import { describe, expect, it } from 'vitest';
import { parseQuantity, refuseQuantity, stepped } from '#renderer/components/quantity-field';

describe('a typed quantity', () => {
  it.each([
    ['34.6', 34.6],
    ['34,6', 34.6],
    ['1,620,000', 1_620_000],
    [' 1 000 ', 1_000],
    ['-3', -3],
  ])('%j is %d', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  it('is refused with its reason when it is no number, no whole number or beyond its limits', () => {
    const limits = { minimum: 1, maximum: 48, whole: true };
    expect(refuseQuantity('many', limits, false)?.key).toBe('shell:field.noNumber');
    expect(refuseQuantity('1.5', limits, false)?.key).toBe('shell:field.notWhole');
    expect(refuseQuantity('0', limits, false)).toEqual({
      key: 'shell:field.tooSmall',
      params: { minimum: 1 },
    });
    expect(refuseQuantity('49', limits, false)).toEqual({
      key: 'shell:field.tooLarge',
      params: { maximum: 48 },
    });
    expect(refuseQuantity('', limits, false)?.key).toBe('shell:field.empty');
    expect(refuseQuantity('', limits, true)).toBeUndefined();
    expect(refuseQuantity('42', limits, false)).toBeUndefined();
  });

  it('steps without binary dust and stays within its limits', () => {
    expect(stepped(0.2, 1, { step: 0.1 })).toBe(0.3);
    expect(stepped(47, 10, { maximum: 48 })).toBe(48);
  });
});
