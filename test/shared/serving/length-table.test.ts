import { describe, expect, it } from 'vitest';
import { readLengths } from '#shared/serving/request-table';
import { success } from '#shared/refusal/refusal';

describe('a table of lengths', () => {
  it('is read whatever the order of its columns, with quotes, blank lines and columns of others', () => {
    const text = '\uFEFFuser,Output,input\r\na,"8",100\r\n\r\nb,4,1e3\r\n';

    expect(readLengths(text)).toEqual(
      success([
        [100, 8],
        [1000, 4],
      ]),
    );
  });

  it('may be a trace, whose times are passed over', () => {
    expect(readLengths('time,input,output\n0,100,10')).toEqual(success([[100, 10]]));
  });

  it.each([
    ['', 1, 'header'],
    ['input\n1', 1, 'header'],
    ['input,output', 1, 'empty'],
    ['input,output\n\n', 1, 'empty'],
    ['input,output\n10,10\n10,0', 3, 'tokens'],
    ['input,output\n10,10\n\nten,10', 4, 'tokens'],
    ['input,output\n10', 2, 'tokens'],
    ['input,output\n1.5,10', 2, 'tokens'],
    ['input,output\n10000001,10', 2, 'tokens'],
    [`input,output\n${'1,1\n'.repeat(100_001)}`, 100_002, 'too-long'],
  ])('is refused by the line of its fault: %#', (text, line, context) => {
    const read = readLengths(text);

    expect(read).toMatchObject({ error: { code: 'invalid-lengths', params: { line, context } } });
    expect(JSON.stringify(read)).toContain(`Line ${line} of the lengths`);
  });
});
