import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { rendererAlias } from './renderer-alias.js';

/**
 * Checks who may import whom (docs/architecture.md), and that the check saw every module there is: a tool that looks at
 * nothing finds nothing wrong.
 *
 * usage: node scripts/check-architecture.js [FOLDER]   (the folder that holds src; the project's own by default)
 */

const pure = '^src/(shared/|main/planning/|main/simulator/|main/models/|main/quote/[^/]+[.]ts$)';
const entries = [
  '^src/main/(index|cli|web|worker)[.]ts$',
  '^src/main/preload/index[.]ts$',
  '^src/renderer/main[.]tsx$',
  '[.]d[.]ts$',
];

const forbidden = [
  {
    name: 'shared-imports-shared-only',
    from: { path: '^src/shared/' },
    to: { path: '^(src|resources)/', pathNot: '^src/shared/' },
  },
  {
    name: 'core-knows-no-platform',
    from: { path: pure },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'core-knows-no-electron-and-no-dom-library',
    from: { path: pure },
    to: { path: 'node_modules/(electron|react|react-dom|dexie|chart[.]js|zustand)/' },
  },
  {
    name: 'core-imports-core-only',
    from: { path: '^src/main/(planning|simulator|models)/' },
    to: { path: '^src/', pathNot: '^src/(shared|main/(planning|simulator|catalogue|models))/' },
  },
  {
    name: 'chip-imports-itself-and-shared-only',
    from: { path: '^src/main/simulator/lpu/chip/' },
    to: { path: '^src/', pathNot: '^src/(shared|main/simulator/lpu/chip)/' },
  },
  {
    name: 'quote-core-imports-core-only',
    from: { path: '^src/main/quote/[^/]+[.]ts$' },
    to: { path: '^src/', pathNot: '^src/(shared/|main/(planning|catalogue)/|main/quote/[^/]+[.]ts$)' },
  },
  {
    name: 'renderer-imports-shared-only',
    from: { path: '^src/renderer/' },
    to: { path: '^src/', pathNot: '^src/(renderer|shared)/' },
  },
  {
    name: 'screens-know-no-other-screen',
    from: { path: '^src/renderer/features/([^/]+)/' },
    to: { path: '^src/renderer/features/', pathNot: '^src/renderer/features/$1/' },
  },
  {
    name: 'renderer-knows-no-node',
    from: { path: '^src/renderer/' },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'only-app-knows-electron',
    from: { path: '^src/', pathNot: '^src/main/(app/|preload/|index[.]ts$)' },
    to: { path: '(^|/)electron(/|$)', dependencyTypesNot: ['local'] },
  },
  {
    name: 'only-the-entry-imports-app',
    from: { path: '^src/', pathNot: '^src/main/(app/|index[.]ts$)' },
    to: { path: '^src/main/app/' },
  },
  {
    name: 'no-cycles',
    from: {},
    to: { circular: true },
  },
  { name: 'no-unresolvable', from: {}, to: { couldNotResolve: true } },
  { name: 'no-orphans', from: { orphan: true, path: '^src/', pathNot: entries }, to: {} },
].map((rule) => ({ severity: 'error', ...rule }));

const isSource = (name) => /[.](ts|tsx)$/.test(name);

function sourcesIn(folder, within) {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const path = `${within}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(folder, path);
    return isSource(entry.name) ? [path] : [];
  });
}

const project = join(import.meta.dirname, '..');
const folder = process.argv[2] ?? project;
const { output } = await cruise(
  ['src'],
  {
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
  { alias: rendererAlias(project) },
  { tsConfig: extractTSConfig(join(project, 'tsconfig.web.json')) },
);

/** The folder right below a root that a module lies in; none for a module of the root itself. */
const folderOf = (path) => /^(src\/(?:shared|main|renderer)\/[^/]+)\//.exec(path)?.[1];

/** Who imports whom among the folders of a root: for each folder those it imports, each with one import that does. */
function folderImports(modules) {
  const imports = new Map();
  for (const { source, dependencies } of modules) {
    const from = folderOf(source);
    for (const { resolved } of dependencies) {
      const to = folderOf(resolved);
      if (from === undefined || to === undefined || from === to) continue;
      if (from.split('/')[1] !== to.split('/')[1]) continue;
      const known = imports.get(from) ?? new Map();
      imports.set(from, known);
      if (!known.has(to)) known.set(to, `${source} → ${resolved}`);
    }
  }
  return imports;
}

/** Imports between folders that lead back, over however many folders, to where they came from. */
function importsBack(imports) {
  const reached = (start) => {
    const seen = new Set();
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop())
      for (const next of imports.get(at)?.keys() ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          open.push(next);
        }
    return seen;
  };
  return [...imports].flatMap(([from, known]) =>
    [...known].flatMap(([to, example]) => (reached(to).has(from) ? [example] : [])),
  );
}

const onDisk = sourcesIn(folder, 'src');
const seen = new Set(output.modules.map(({ source }) => source));
const missed = onDisk.filter((path) => !seen.has(path));
const { violations } = output.summary;
for (const { rule, from, to } of violations)
  console.error(`${rule.name}: ${from}${from === to ? '' : ` → ${to}`}`);
const back = importsBack(folderImports(output.modules));
for (const example of back) console.error(`no-folder-imports-back: ${example}`);
for (const path of missed) console.error(`not looked at: ${path}`);
const found = violations.length + back.length;
console.log(`${onDisk.length - missed.length} of ${onDisk.length} modules checked, ${found} violations`);
process.exit(onDisk.length > 0 && missed.length === 0 && found === 0 ? 0 : 1);
