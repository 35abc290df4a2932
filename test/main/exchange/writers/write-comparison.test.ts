import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { writeComparison } from '#main/exchange/writers/write-comparison';
import { ComparisonReportRequest } from '#shared/exchange/exchange';
import { shippedCatalogue } from '../../../support/catalogue';
import { shippedExample } from '../../../support/examples';

const catalogue = await shippedCatalogue();
const lpu = await shippedExample('article-7b-lpu');
const gpu = await shippedExample('article-7b-h100');

async function written(changes: object) {
  const request = ComparisonReportRequest.parse({
    scenarios: [lpu, gpu],
    format: 'markdown',
    day: '2026-11-25',
    ...changes,
  });
  const file = await writeComparison(request, catalogue);
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
}

const text = async (changes: object): Promise<string> => String((await written(changes)).content);

describe('a report of a comparison', () => {
  it('has verdict, figures with difference and share, front, years and chance in Markdown (facts A1.7)', async () => {
    const report = await text({});

    expect(report).toMatch(/costs 61 % less over 5 years/);
    expect(report).toMatch(/\| Capital \| \$1,620,000 .* \| \$600,000 .*; -\$1,020,000 \(-63 %\) \|/);
    expect(report).toMatch(/is on the front/);
    expect(report).toMatch(/\| 0 \| \$1,620,000 \| \$600,000 \|/);
    expect(report).toMatch(/is cheaper than .* in [\d.]+ % of 16,384 draws/);
  });

  it('is written in Chinese as well, without a message left over', async () => {
    const report = await text({ language: 'zh-CN' });

    expect(report).toMatch(/结论/);
    expect(report).not.toMatch(/\{\{|verdict\.|rows\.|undefined/);
  });

  it('keeps notes, and takes no name or note for markup', async () => {
    const report = await text({
      scenarios: [{ ...lpu, name: 'A|B <img src=x>' }, gpu],
      rowNotes: { 'cost.capital': '[click](http://example.org)' },
    });

    expect(report).toContain('A\\|B \\<img src=x\\>');
    expect(report).toContain('\\[click\\]');
  });

  it('stores what begins like a formula as text in a workbook, and amounts as numbers', async () => {
    const { content } = await written({
      format: 'xlsx',
      scenarios: [{ ...lpu, name: '=HYPERLINK("http://example.org")' }, gpu],
    });
    const parts = unzipSync(content as Uint8Array);
    const sheets = Object.entries(parts)
      .filter(([name]) => /worksheets\/[^/]+\.xml$/.test(name))
      .map(([, part]) => new TextDecoder().decode(part));

    expect(sheets).toHaveLength(4);
    expect(sheets.join('')).not.toMatch(/<f>/);
    expect(sheets.join('')).toContain('<v>1620000</v>');
  });

  it('is a PDF whose bytes are the same each time, in both languages', { timeout: 60_000 }, async () => {
    const [first, second] = [await written({ format: 'pdf' }), await written({ format: 'pdf' })];
    const chinese = await written({ format: 'pdf', language: 'zh-CN' });

    expect(first.suggestedName).toBe('comparison-2026-11-25.pdf');
    expect(new TextDecoder().decode((first.content as Uint8Array).slice(0, 5))).toBe('%PDF-');
    expect(Buffer.from(first.content as Uint8Array).equals(Buffer.from(second.content as Uint8Array))).toBe(
      true,
    );
    expect(chinese.content.length).toBeGreaterThan(10_000);
  });
});
