import { describe, expect, it } from 'vitest';
import { CostReportSchema, SizeReportSchema, UncertaintyReportSchema } from '#shared/api/published';
import { readScenario } from '#shared/scenario/read';
import { SweepReport } from '#shared/sizing/sweep-report';
import type { Cancellation } from '#shared/api/contract';
import { commandLine } from './a-command-line';

const need = [
  '--model',
  'llama-3.1-8b',
  '--input',
  '512',
  '--output',
  '128',
  '--rate',
  '5',
  '--tpot',
  '0.05',
];

describe('fleetwright cost', () => {
  it('answers with a document of its published schema, months and draws included', async () => {
    const { code, out } = await commandLine(
      'cost example:article-7b-lpu --json --months --draws 256 --against example:article-7b-h100'.split(' '),
    );
    expect(code).toBe(0);
    const report = CostReportSchema.parse(JSON.parse(out));
    expect(report.cost.capital.typical).toEqual({ amount: 162_000_000, currency: 'USD' });
    expect(report.months).toHaveLength(61);
    UncertaintyReportSchema.parse(report.uncertainty);
    expect(report.uncertainty).toMatchObject({ draws: 256, duels: [{ a: 0, b: 1 }] });
  });

  it('prints every line for people, and says in how many draws it costs less', async () => {
    const { out } = await commandLine([
      'cost',
      'example:article-7b-lpu',
      '--against',
      'example:article-7b-h100',
    ]);
    expect(out).toMatch(/72 × GroqChip 1 \(LPU v1\) +\$1\.44 M/);
    expect(out).toMatch(/no price, excluded/);
    expect(out).toMatch(/total of .* is below that of .* in \d+\.\d % of draws/);
  });

  it('refuses a metric that does not exist as wrong usage', async () => {
    const { code, err } = await commandLine([
      'cost',
      'example:article-7b-lpu',
      '--draws',
      '64',
      '--metric',
      'joy',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('--metric: “joy” does not exist');
  });
});

describe('fleetwright size', () => {
  it('ranks fleets that meet the need, in a document of its published schema', async () => {
    const { code, out } = await commandLine([
      'size',
      ...need,
      '--hardware',
      'h100-sxm,rtx-4090,tpu-v6e',
      '--json',
    ]);
    expect(code).toBe(0);
    const report = SizeReportSchema.parse(JSON.parse(out));
    expect(report.outcomes.map(({ meets }) => meets)).toEqual([true, true, false]);
    expect(report.winner).toBe(report.outcomes[0]?.hardware);
  });

  it('ends with 1 and says how near the best comes where nothing meets the objective', async () => {
    const { code, out } = await commandLine([
      'size',
      ...need.slice(0, -1),
      '0.0001',
      '--hardware',
      'h100-sxm',
    ]);
    expect(code).toBe(1);
    expect(out).toMatch(/Even a single request waits .* ms for each token on H100/);
    expect(out).toContain('Closest: H100');
  });

  it('ranks what was found when an interrupt stops the search, and names the rest', async () => {
    const stopAfter = (outcomes: number) => {
      const listeners: (() => void)[] = [];
      const signal = {
        aborted: false,
        addEventListener: (_: 'abort', run: () => void) => listeners.push(run),
      };
      let told = 0;
      return {
        interruptible: <Answer>(work: (signal: Cancellation) => Promise<Answer>) => work(signal),
        err: () => {
          told += 1;
          if (told !== outcomes) return;
          signal.aborted = true;
          for (const run of listeners) run();
        },
      };
    };
    const words = ['size', ...need, '--hardware', 'h100-sxm,rtx-4090,l40s'];
    const { code, out } = await commandLine(words, {}, stopAfter(1));
    expect(code).toBe(130);
    expect(out).toContain('Stopped before these were sized');
    expect(out).toMatch(/rtx-4090, l40s/);
    expect(out).toMatch(/H100 SXM/);
  });

  it('saves the winner as a scenario that opens', async () => {
    const { written } = await commandLine(['size', ...need, '--hardware', 'h100-sxm', '--save', 'won.json']);
    const saved = readScenario(String(written.get('won.json')));
    expect(saved.ok && Object.keys(saved.value.devices).length).toBeGreaterThan(0);
  });

  it('names what is wrong with a request by its place', async () => {
    const files = { 'need.json': '{"workload": {"model": "llama-3.1-8b"}}' };
    const { code, err } = await commandLine(['size', 'need.json'], files);
    expect(code).toBe(1);
    expect(err).toContain('workload.inputTokens');
  });
});

describe('fleetwright sweep', () => {
  const grid = {
    hardware: ['h100-sxm'],
    model: ['llama-3.1-8b'],
    input: [128],
    output: [128],
    batch: [1, 8],
    utilisation: [0.5, 1],
  };

  it('answers with every combination in a document of its published schema', async () => {
    const { code, out } = await commandLine(['sweep', 'grid.json'], { 'grid.json': JSON.stringify(grid) });
    expect(code).toBe(0);
    const report = SweepReport.parse(JSON.parse(out));
    expect(report.rows).toHaveLength(4);
    expect(report.rows.every(({ fits, total }) => fits && (total ?? 0) > 0)).toBe(true);
  });
});

it('publishes a schema of each request and report', async () => {
  for (const name of [
    'sizing-request',
    'sweep-request',
    'uncertainty-request',
    'size-report',
    'cost-report',
    'sweep-report',
    'comparison',
  ]) {
    const { code, out } = await commandLine(['schema', name]);
    expect(code, name).toBe(0);
    expect(JSON.parse(out)).toHaveProperty('$schema');
  }
});
