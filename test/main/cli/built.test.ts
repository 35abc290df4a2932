import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
});
