// Writes docs/guide/command-line.md: every example in it is run by the built command, and its output is what stands there.
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const command = join(root, 'out/main/cli.js');

const ran = (words) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [command, ...words], {
    cwd: root,
    encoding: 'utf8',
  });
  return { text: `${stdout}${stderr}`.trimEnd(), status };
};
const shown = (words) => {
  const { text, status } = ran(words);
  return `\`\`\`\n$ fleetwright ${words.join(' ')}\n${text}\n\`\`\`\n\nExit code ${status}.\n`;
};

const examples = [
  ['The scenarios that come with it', ['examples']],
  ['Two fleets side by side', ['compare', 'example:article-7b-lpu', 'example:article-7b-h100']],
  ['One fleet, and what does not fit', ['plan', 'example:article-7b-lpu']],
  ['Where a figure comes from', ['plan', 'example:article-7b-lpu', '--trace', 'cost/capital']],
  ['Servers into racks', 'fit example:mixed-fleet --servers dgx-h100=6,groq-node-v1=9 --racks 8'.split(' ')],
  [
    'What a fleet costs, and how often it costs less',
    'cost example:article-7b-lpu --against example:article-7b-h100'.split(' '),
  ],
  [
    'From a need to fleets that meet it',
    'size --model llama-3.1-8b --input 512 --output 128 --rate 20 --ttft 0.5 --tpot 0.03 --spare 1'.split(
      ' ',
    ),
  ],
  [
    'A quote',
    'quote example:article-7b-h100 --number Q-1 --issued 2026-11-22 --valid-until 2026-12-22 --leave-out-unpriced --as csv'.split(
      ' ',
    ),
  ],
  [
    'A quote that is refused',
    'quote example:article-7b-h100 --number Q-1 --issued 2026-11-22 --valid-until 2026-12-22'.split(' '),
  ],
];
const commands = [
  'plan',
  'compare',
  'diff',
  'quote',
  'cost',
  'size',
  'sweep',
  'estimate',
  'fit',
  'lpu',
  'simulate',
  'validate',
  'examples',
  'check',
  'export',
  'import',
  'schema',
];

const page = [
  '# The command line\n',
  'Written by `npm run build && node scripts/make-command-guide.js`, which runs every command below.\n',
  'Once built, `node out/main/cli.js` is the command; installed, it is `fleetwright`. It needs no Electron and no display.\n',
  ...examples.map(([title, words]) => `## ${title}\n\n${shown(words)}`),
  '## Every command\n',
  shown(['--help']),
  ...commands.map((name) => shown([name, '--help'])),
].join('\n');

const path = join(root, 'docs/guide/command-line.md');
writeFileSync(path, page);
execFileSync(process.execPath, [join(root, 'node_modules/prettier/bin/prettier.cjs'), '--write', path]);
