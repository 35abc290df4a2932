import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/check-architecture.js');
const folders: string[] = [];

/** Checks a project that consists of these files. */
function check(files: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-architecture-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const sound = {
  'src/shared/units.ts': 'export const watts = 1;\n',
  'src/main/planning/power.ts': "import { watts } from '../../shared/units';\nexport const power = watts;\n",
  'src/main/cli.ts': "import { power } from './planning/power';\nexport const run = power;\n",
};

describe('the architecture check', { timeout: 60_000 }, () => {
  it('passes a sound project and says that it saw every module', () => {
    const { status, output } = check(sound);
    expect(output).toContain('3 of 3 modules checked, 0 violations');
    expect(status).toBe(0);
  });

  it('names every planted violation', () => {
    const { status, output } = check({
      ...sound,
      'src/shared/units.ts':
        "import { power } from '../main/planning/power';\nimport type { A } from '../main/cycle-a';\nexport const watts: A = power;\n",
      'src/main/planning/power.ts':
        "import { readFileSync } from 'node:fs';\nexport const power = readFileSync.length;\n",
      'src/main/cli.ts': "import './planning/power';\nimport './app/window';\nimport './cycle-a';\n",
      'src/main/app/window.ts': "import type { app } from 'electron';\nexport type App = typeof app;\n",
      'src/main/quote/build.ts': "import { app } from 'electron';\nexport const quote = app;\n",
      'src/main/web.ts': "import './quote/build';\n",
      'src/main/cycle-a.ts':
        "import { b } from './cycle-b';\nexport type A = number;\nexport const a = () => b;\n",
      'src/main/cycle-b.ts': "import { a } from './cycle-a';\nexport const b = () => a;\n",
      'src/main/nobody.ts': 'export const nobody = 1;\n',
      'src/renderer/main.tsx':
        "import '../main/web';\nimport 'node:fs';\nimport './features/cost/cost';\nimport './features/power/power';\n",
      'src/renderer/features/cost/cost.ts': "import '../power/power';\nimport './lines';\n",
      'src/renderer/features/cost/lines.ts': 'export const lines = 1;\n',
      'src/renderer/features/power/power.ts': 'export const power = 1;\n',
    });
    expect(status).toBe(1);
    for (const rule of [
      'shared-imports-shared-only: src/shared/units.ts → src/main/planning/power.ts',
      'core-knows-no-platform: src/main/planning/power.ts → fs',
      'screens-know-no-other-screen: src/renderer/features/cost/cost.ts → src/renderer/features/power/power.ts',
      'only-the-entry-imports-app: src/main/cli.ts → src/main/app/window.ts',
      'only-app-knows-electron: src/main/quote/build.ts → ',
      'no-cycles: src/main/cycle-',
      'no-orphans: src/main/nobody.ts',
      'renderer-imports-shared-only: src/renderer/main.tsx → src/main/web.ts',
      'renderer-knows-no-node: src/renderer/main.tsx → fs',
    ]) {
      expect(output).toContain(rule);
    }
  });

  it('names imports that lead back to a folder, over others and by types alone', () => {
    const { status, output } = check({
      'src/shared/units/watts.ts': 'export const watts = 1;\n',
      'src/shared/money/price.ts': "import type { Plan } from '../plan/plan';\nexport type Price = Plan;\n",
      'src/shared/plan/plan.ts':
        "import { watts } from '../units/watts';\nexport type Plan = typeof watts;\n",
      'src/shared/plan/cost.ts': "import { limit } from '../power/limit';\nexport const cost = limit;\n",
      'src/shared/power/limit.ts':
        "import type { Price } from '../money/price';\nexport const limit: Price = 1;\n",
      'src/main/cli.ts': "import { cost } from '../shared/plan/cost';\nexport const run = cost;\n",
    });
    expect(status).toBe(1);
    expect(
      output
        .split('\n')
        .filter((line) => line.startsWith('no-'))
        .toSorted(),
    ).toEqual([
      'no-folder-imports-back: src/shared/money/price.ts → src/shared/plan/plan.ts',
      'no-folder-imports-back: src/shared/plan/cost.ts → src/shared/power/limit.ts',
      'no-folder-imports-back: src/shared/power/limit.ts → src/shared/money/price.ts',
    ]);
  });

  it('fails when there is nothing to look at', () => {
    expect(check({ 'src/README.md': '' }).status).toBe(1);
  });
});
