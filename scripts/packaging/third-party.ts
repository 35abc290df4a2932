import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ThirdParty, ThirdPartyPackage } from '../../src/shared/api/about';
import { isAllowed } from './allowed-licences';

/** A part of the built program. */
type Part = ThirdPartyPackage['parts'][number];

interface Chunk {
  readonly type: string;
  readonly modules?: Readonly<Record<string, unknown>>;
}

interface PackageFile {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly homepage?: string;
  readonly author?: string | { readonly name: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** The folder of the package that a module of the bundle comes from; undefined for what is our own or the bundler's. */
export function packageFolderOf(module: string): string | undefined {
  const path = module.replace(/^\0/, '').replace(/\?.*$/, '').replaceAll('\\', '/');
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0];
}

const NOTICE = /^(licen[cs]e|copying|notice|ofl)/i;

/** What a package says of its licence, every such file after another. */
export function noticeIn(folder: string): string {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && NOTICE.test(entry.name),
  );
  const texts = files.map(({ name }) =>
    readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim(),
  );
  return [...new Set(texts)].join('\n\n');
}

const readPackage = (folder: string): PackageFile =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFile;

/** The packages that are shipped as they are, with what they need in turn. */
function unbundled(root: string, names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const folder = join(root, 'node_modules', name);
    return [folder, ...unbundled(root, Object.keys(readPackage(folder).dependencies ?? {}))];
  });
}

interface Options {
  readonly root: string;
  /** Packages of which files are laid beside the program, such as fonts. */
  readonly laidBeside: readonly string[];
}

/**
 * Notes of every part of the program which packages went into it, and writes them with their licences beside it as
 * `out/third-party.json`. Stops the build where a licence is not one that we may ship, or its text is missing.
 */
export function thirdPartyNotices({ root, laidBeside }: Options) {
  const partsByFolder = new Map<string, Set<Part>>();
  const note = (path: string, part: Part): void => {
    // Modules come with / on Windows too; a package is one however its folder is written.
    const folder = path.replaceAll('\\', '/');
    partsByFolder.set(folder, (partsByFolder.get(folder) ?? new Set()).add(part));
  };
  const write = (): void => {
    for (const name of laidBeside) note(join(root, 'node_modules', name), 'main');
    for (const folder of unbundled(root, Object.keys(readPackage(root).dependencies ?? {})))
      note(folder, 'main');
    const packages = [...partsByFolder].map(([folder, parts]) => describe(root, folder, parts));
    packages.sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
    const refused = packages.flatMap(problemOf);
    if (refused.length > 0) throw new Error(`These may not be shipped as they are:\n${refused.join('\n')}`);
    writeFileSync(
      join(root, 'out/third-party.json'),
      `${JSON.stringify({ packages } satisfies ThirdParty)}\n`,
    );
  };
  return (part: Part) => ({
    name: 'third-party-notices',
    generateBundle(_options: unknown, bundle: Readonly<Record<string, Chunk>>) {
      for (const { modules = {} } of Object.values(bundle)) {
        for (const module of Object.keys(modules)) {
          const folder = packageFolderOf(module);
          if (folder !== undefined) note(folder, part);
        }
      }
    },
    // The pages are built last.
    ...(part === 'renderer' ? { closeBundle: write } : {}),
  });
}

/** The Rust crates whose code a package's WebAssembly names in its own messages, by name and version. */
export function cratesIn(folder: string): readonly string[] {
  const binaries = readdirSync(folder).filter((name) => name.endsWith('.wasm'));
  const named = binaries.flatMap((name) =>
    [
      ...readFileSync(join(folder, name), 'latin1').matchAll(
        /index\.crates\.io-[0-9a-f]+\/([a-z0-9_-]+?)-(\d[\d.]*)\//g,
      ),
    ].map(([, crate, version]) => `${String(crate)} ${String(version)}`),
  );
  return [...new Set(named)].sort();
}

/** The licences of packages that ship no licence file: the standard text, with the author whom they name. */
const leftOut: Readonly<Record<string, { readonly licence?: string; readonly holder?: string }>> = {
  // Its LICENSE is that of MIT.
  'png-js': { licence: 'MIT' },
  '@resvg/resvg-wasm': { holder: '2021-present, yisibl(一丝)' },
};

/** The text of a licence as everybody has it, for packages that name it and do not bring it. */
function standardText(root: string, licence: string, holder: string): string {
  const file = join(root, 'packaging/licences', `${licence}.txt`);
  if (holder === '' || !existsSync(file)) return '';
  const text = readFileSync(file, 'utf8').trim();
  return text.includes('{{holder}}')
    ? text.replace('{{holder}}', holder)
    : `Copyright (c) ${holder}\n\n${text}`;
}

const nameOf = (author: PackageFile['author'] = ''): string =>
  (typeof author === 'string' ? author : author.name).replace(/\s*[<(].*$/, '');

function describe(root: string, folder: string, parts: ReadonlySet<Part>): ThirdPartyPackage {
  const { name, version, license, homepage = '', author } = readPackage(folder);
  const { licence = license ?? '', holder = nameOf(author) } = leftOut[name] ?? {};
  const own = noticeIn(folder) || standardText(root, licence, holder);
  const crates = cratesIn(folder);
  const notice =
    crates.length === 0 || own === '' ? own : `${own}\n\nRust crates compiled into it:\n${crates.join('\n')}`;
  return { name, version, licence, homepage, notice, parts: [...parts].sort() };
}

function problemOf({ name, version, licence, notice }: ThirdPartyPackage): readonly string[] {
  if (!isAllowed(licence))
    return [`${name} ${version}: licence "${licence}" (scripts/packaging/allowed-licences.ts)`];
  return notice === '' ? [`${name} ${version}: ${licence}, without its text`] : [];
}
