import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const built = 'out/main/cli.js';

describe.runIf(existsSync(built))('the built command', () => {
  it('compares two examples with Node alone', { timeout: 60_000 }, () => {
    const out = execFileSync(
      process.execPath,
      [built, 'compare', 'example:article-7b-lpu', 'example:article-7b-h100'],
      { encoding: 'utf8' },
    );

    expect(out).toMatch(/7B on 72 LPUs.*\$1\.62 M/);
    expect(out).toMatch(/7B on two H100.*\$0\.60 M/);
  });

  it('simulates the same bytes one case at a time and all at once on every core', { timeout: 60_000 }, () => {
    const cases = ['a', 'b', 'c', 'd', 'e'].map((id, seed) => ({
      id,
      seed,
      hardware: 'h100-sxm',
      model: 'llama-3.1-8b',
      input: 512,
      output: 128,
      requestsPerSecond: 20,
      requests: 300,
      lengths: { kind: 'log-normal', inputSigma: 0.6, outputSigma: 0.6 },
    }));
    const simulated = (some: unknown): unknown[] =>
      JSON.parse(
        execFileSync(process.execPath, [built, 'simulate', '-'], {
          input: JSON.stringify(some),
          encoding: 'utf8',
        }),
      ) as unknown[];

    expect(JSON.stringify(simulated(cases))).toBe(JSON.stringify(cases.flatMap((each) => simulated([each]))));
  });
});

describe.runIf(existsSync(built) && existsSync('/dev/full'))('the built command beside odd files', () => {
  const ran = (words: readonly string[], stdout: 'pipe' | number = 'pipe') =>
    spawnSync(process.execPath, [built, ...words], { encoding: 'utf8', stdio: ['ignore', stdout, 'pipe'] });

  it('says that standard output is full, without a stack', { timeout: 60_000 }, () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = ran(['examples'], full);
    closeSync(full);
    expect([status, stderr]).toEqual([2, 'error: standard output cannot be written: the disk is full\n']);
  });

  it('stops reading what has no end', { timeout: 60_000 }, () => {
    const { status, stderr } = ran(['plan', '/dev/zero']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^error: \/dev\/zero: The file is too large: .*\n$/);
  });

  it('names the refusal of a folder and of a file that is full', { timeout: 60_000 }, () => {
    expect(ran(['plan', '.'])).toMatchObject({
      status: 2,
      stderr: 'error: . cannot be read: it is a folder\n',
    });
    expect(ran(['export', 'example:mixed-fleet', '--output', '/dev/full'])).toMatchObject({
      status: 2,
      stderr: 'error: /dev/full cannot be written: the disk is full\n',
    });
  });
});
