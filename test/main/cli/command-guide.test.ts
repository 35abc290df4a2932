import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guideSections } from '../../../scripts/command-guide';
import { commandLine } from './a-command-line';

/** Some forty commands run one after another; a busy machine takes its time. */
const PATIENTLY = { timeout: 240_000 } as const;

describe('the guide to the command line', () => {
  it(
    'shows what every command prints today (npm run build && node scripts/make-command-guide.js)',
    PATIENTLY,
    async () => {
      const page = readFileSync('docs/guide/command-line.md', 'utf8');
      const sections = await guideSections((words) => commandLine(words));
      expect(sections.length).toBeGreaterThan(25);
      expect(sections.filter((section) => !page.includes(section))).toEqual([]);
    },
  );
});
