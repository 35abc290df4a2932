import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { run } from '#main/cli/run';
import { shippedServices } from '../../support/services';
import { success } from '#shared/refusal/refusal';

async function ran(...commandLine: readonly string[]) {
  let [out, err] = ['', ''];
  const written = new Map<string, string>();
  const code = await run(['validate', ...commandLine], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    readFile: () => Promise.reject(new Error('nothing is read')),
    writeFile: (path, content) => Promise.resolve(void written.set(path, String(content))),
    readInput: () => Promise.resolve(success('')),
    chunksOf: () => Readable.from([]),
    services: () => shippedServices(),
  });
  return { code, out, err, written };
}

describe('fleetwright validate', () => {
  it('prints measured, predicted and error of every case, and the summary', async () => {
    const { code, out } = await ran();

    expect(code).toBe(0);
    expect(out).toContain('trt17/h100-sxm/llama-3.1-70b/tp2/128-2048');
    expect(out).toMatch(/static-latency +20 +\d/);
    expect(out).toContain('left out of calibration');
  });

  it('takes a part of the cases and writes the report as JSON', async () => {
    const { written } = await ran('--only', 'trtllm-0.17', '--json', 'report.json');
    const report = JSON.parse(written.get('report.json')!) as { rows: { engine: string }[] };

    expect(report.rows).toHaveLength(18);
    expect(new Set(report.rows.map(({ engine }) => engine))).toEqual(new Set(['trtllm-0.17']));
  });

  it('takes a group, and refuses a name that nothing has', async () => {
    const { out } = await ran('--only', 'static-latency', '--json', '-');
    expect((JSON.parse(out) as { rows: unknown[] }).rows).toHaveLength(20);
    expect(await ran('--only', 'nonsense')).toMatchObject({ code: 1, out: '' });
  });
});
