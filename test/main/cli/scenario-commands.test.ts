import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { Quote } from '#shared/quote/quote';
import { ComparisonSchema } from '#shared/api/published';
import { commandLine, exampleText } from './a-command-line';

const lpu = 'example:article-7b-lpu';
const h100 = 'example:article-7b-h100';
const days = ['--number', 'Q-1', '--issued', '2026-11-22', '--valid-until', '2026-12-22'];

const linesWith = (text: string, part: string) => text.split('\n').filter((line) => line.includes(part));

describe('fleetwright compare', () => {
  it('prints both article fleets with $1.62 M and $0.60 M of capital in their lines (facts, claim 18)', async () => {
    const { code, out, err } = await commandLine(['compare', lpu, h100]);

    expect(linesWith(out, '7B on 72 LPUs')[0]).toMatch(/72 .*\$1\.62 M \(\$0\.47 M to \$1\.62 M\)/);
    expect(linesWith(out, '7B on two H100 servers')[0]).toMatch(/16 .*\$0\.60 M/);
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('measures against the baseline asked for, in one JSON document', async () => {
    const { out } = await commandLine(['compare', lpu, h100, '--baseline', '2', '--json']);

    expect(JSON.parse(out)).toMatchObject({ baseline: 1, scenarios: [{ id: 'article-7b-lpu' }, {}] });
  });

  it('prints JSON of the schema that it publishes, nothing more and nothing less', async () => {
    const { out } = await commandLine(['compare', lpu, h100, 'example:mixed-fleet', '--json']);
    const comparison: unknown = JSON.parse(out);

    expect(ComparisonSchema.parse(comparison)).toEqual(comparison);
  });

  it('prints the verdict in words above the figures', async () => {
    const { out } = await commandLine(['compare', lpu, h100]);

    expect(out).toMatch(
      /serves the same model [\d.]+ times slower per user and costs 61 % less over 5 years/,
    );
  });

  it('prints a Markdown table whose rows have a cell per scenario', async () => {
    const { out } = await commandLine(['compare', lpu, h100, '--markdown']);

    expect(linesWith(out, '| Capital |')[0]?.split(' | ')).toHaveLength(3);
  });

  it('prints CSV with low, typical and high of each scenario', async () => {
    const { out } = await commandLine(['compare', lpu, h100, '--csv']);
    const rows = parse(out, { bom: true });

    expect(rows.find(([name]) => name === 'cost.capital')?.slice(1, 5)).toEqual([
      'USD',
      '46800000',
      '162000000',
      '162000000',
    ]);
  });

  it('ends with 1 for a baseline that is not there, with 2 for one scenario or two formats', async () => {
    expect((await commandLine(['compare', lpu, h100, '--baseline', '3'])).code).toBe(1);
    expect((await commandLine(['compare', lpu])).code).toBe(2);
    expect((await commandLine(['compare', lpu, h100, '--csv', '--json'])).code).toBe(2);
  });
});

describe('fleetwright plan --failures', () => {
  it('prints the feeds and the failures that trip nine GroqNodes at nameplate, and ends with 1 (facts A4.6)', async () => {
    const { code, out } = await commandLine(['plan', lpu, '--failures', '--level', 'maximum']);

    expect(linesWith(out, 'side A')[0]).toMatch(/trips \(20\.0 kW on 17\.3 kW\)/);
    expect(out).toContain('examined at maximum load');
    expect(code).toBe(1);
  });

  it('prints the whole report as one JSON document', async () => {
    const { out } = await commandLine(['plan', lpu, '--failures', '--json']);

    expect(JSON.parse(out)).toMatchObject({ level: 'typical', failures: { level: 'typical' } });
  });
});

describe('fleetwright plan', () => {
  it('prints totals, ranges, racks and problems', async () => {
    const { code, out, err } = await commandLine(['plan', lpu]);

    expect(out).toMatch(/capital +\$1\.62 M \(\$0\.47 M to \$1\.62 M\)/);
    expect(out).toMatch(/power, nameplate +36 kW/);
    // Five of the nine 4 kW nodes are on one pair of feeds, so the feed that stays carries 5 × 4 kW; the other pair has 16 kW.
    expect(out).toContain(
      'At full nameplate power, losing one side trips the other in A01: 20.0 kW on a 17.3 kW limit.',
    );
    expect({ code, err }).toEqual({ code: 0, err: '' });
  });

  it('prints the wire plan as one JSON document', async () => {
    const { out } = await commandLine(['plan', '-', '--json'], {
      '-': await exampleText('article-7b-h100'),
    });

    expect(JSON.parse(out)).toMatchObject({ cost: { capital: { typical: { amount: 60_000_000 } } } });
  });

  it('traces a value down to its sources, prices in dollars', async () => {
    const { code, out } = await commandLine(['plan', lpu, '--trace', 'cost/capital']);

    expect(out).toMatch(/reading of retail-listing: \$20,000 .*prices\/groq-card-usd\/amount/);
    expect(code).toBe(0);
  });

  it('ends with 1 where something does not fit', async () => {
    const scenario = JSON.parse(await exampleText('article-7b-h100')) as { racks: object };
    const [rack] = Object.values(scenario.racks) as { feeds: unknown[] }[];
    rack!.feeds = rack!.feeds.slice(0, 1).map((feed) => ({ ...(feed as object), amperes: 1 }));
    const { code, out } = await commandLine(['plan', 'a.json'], { 'a.json': JSON.stringify(scenario) });

    expect(code).toBe(1);
    expect(out).toMatch(/error +.*trip/);
  });

  it('ends with 1 for a path to nothing and for a file that is no scenario, which it names', async () => {
    expect((await commandLine(['plan', lpu, '--trace', 'cost/nothing'])).code).toBe(1);
    const { code, out, err } = await commandLine(['plan', 'a.json'], { 'a.json': '{"format":1}' });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain('a.json: ');
  });

  it('ends with 2 for a file or an example that is not there', async () => {
    expect(await commandLine(['plan', 'gone.json'])).toMatchObject({ code: 2, out: '' });
    const { code, err } = await commandLine(['plan', 'example:nothing']);
    expect(code).toBe(2);
    expect(err).toContain('article-7b-lpu');
  });
});

describe('fleetwright quote', () => {
  it('refuses items without a price, and says how to leave them out', async () => {
    const { code, out, err } = await commandLine(['quote', lpu, ...days]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/1 × Rack 42U.*--leave-out-unpriced/);
  });

  it('is $1.62 M of hardware for the article’s fleet, with the rack named as not included', async () => {
    const { code, out } = await commandLine(['quote', lpu, ...days, '--leave-out-unpriced']);
    const quote = Quote.parse(JSON.parse(out));

    expect(quote.total).toEqual({ amount: 162_000_000, currency: 'USD' });
    expect(quote.notIncluded).toMatchObject([{ description: 'Rack 42U', quantity: 1 }]);
    expect(code).toBe(0);
  });

  it('takes off a discount, adds tax and writes the kind that the output’s name says', async () => {
    const words = [...days, '--leave-out-unpriced', '--discount', '7.5', '--tax', '8.25', '--output'];
    const { code, out, err, written } = await commandLine(['quote', lpu, ...words, 'q.csv']);

    expect(written.get('q.csv')).toContain('1622126.25');
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: 'q.csv written\n' });
  });

  it('writes a PDF in Chinese', async () => {
    const words = [...days, '--leave-out-unpriced', '--language', 'zh-CN', '--output', 'q.pdf'];
    const { written } = await commandLine(['quote', h100, ...words]);
    const pdf = written.get('q.pdf') as Uint8Array;

    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  });

  it.each([
    [[]],
    [[...days.slice(0, 2), '--issued', 'today', '--valid-until', '2026-12-22']],
    [[...days, '--discount', '101']],
    [[...days, '--leave-out-unpriced', '--as', 'pdf']],
    [[...days, '--leave-out-unpriced', '--output', '/gone/q.json']],
  ])('ends with 2 for %s', async (words) => {
    expect(await commandLine(['quote', lpu, ...words])).toMatchObject({ code: 2, out: '' });
  });
});

describe('fleetwright export and import', () => {
  it('write one scenario as the same bytes whatever the order of its keys', async () => {
    const text = await exampleText('mixed-fleet');
    const reversed = JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).reverse()));
    const exported = await commandLine(['export', 'example:mixed-fleet']);
    const imported = await commandLine(['import', '-', '--output', 'b.json'], { '-': reversed });

    expect(imported.written.get('b.json')).toBe(exported.out);
    expect([exported.code, imported.code]).toEqual([0, 0]);
  });

  it('say what the catalogue does not have, and end with 1', async () => {
    const text = (await exampleText('article-7b-h100')).replaceAll('"dgx-h100"', '"dgx-z9"');
    const { code, err } = await commandLine(['import', 'a.json'], { 'a.json': text });

    expect(code).toBe(1);
    expect(err).toContain('dgx-z9');
  });
});

describe('fleetwright examples', () => {
  it('lists ids and names', async () => {
    expect((await commandLine(['examples'])).out).toMatch(/article-7b-lpu +7B on 72 LPUs/);
    expect(JSON.parse((await commandLine(['examples', '--json'])).out)).toHaveLength(9);
  });
});

describe('the help of every command', () => {
  it.each([
    'plan',
    'compare',
    'quote',
    'estimate',
    'lpu',
    'examples',
    'check',
    'export',
    'import',
    'schema',
    'validate',
  ])('%s has an example', async (command) => {
    const { code, out } = await commandLine([command, '--help']);

    expect(code).toBe(0);
    expect(out).toMatch(/Examples?:\n {2}fleetwright/);
  });
});
