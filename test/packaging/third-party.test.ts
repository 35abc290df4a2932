import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isAllowed } from '../../scripts/packaging/allowed-licences';
import { packageFolderOf, thirdPartyNotices } from '../../scripts/packaging/third-party';
import type { ThirdParty } from '../../src/shared/api/about';

describe('a licence that we may ship under', () => {
  it.each([
    ['MIT', true],
    ['MIT AND OFL-1.1', true],
    ['(GPL-3.0-only OR MIT)', true],
    ['(MIT AND Zlib) OR GPL-2.0-only', true],
    ['GPL-3.0-only', false],
    ['MIT AND GPL-3.0-only', false],
    ['UNLICENSED', false],
    ['SEE LICENSE IN LICENSE.txt', false],
    ['toString', false],
    ['', false],
  ])('"%s": %s', (expression, allowed) => {
    expect(isAllowed(expression)).toBe(allowed);
  });
});

describe('the package of a module', () => {
  it.each([
    ['/app/node_modules/zod/v4/index.js', '/app/node_modules/zod'],
    ['\0/app/node_modules/@noble/hashes/sha.js?commonjs', '/app/node_modules/@noble/hashes'],
    ['/app/node_modules/a/node_modules/b/index.js', '/app/node_modules/a/node_modules/b'],
    [String.raw`C:\app\node_modules\zod\index.js`, 'C:/app/node_modules/zod'],
    ['/app/src/main/cli.ts', undefined],
    ['\0rolldown/runtime.js', undefined],
  ])('%j is in %j', (module, folder) => {
    expect(packageFolderOf(module)).toBe(folder);
  });
});

describe('the notices of a build', () => {
  let root: string;
  const lay = (path: string, content: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  const layPackage = (name: string, facts: object): void =>
    lay(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...facts }));
  /** Builds a program whose only chunk is made of these modules, and a page of none. */
  const build = (...modules: readonly string[]): ThirdParty => {
    const noticesOf = thirdPartyNotices({ root, laidBeside: [] });
    const chunk = {
      type: 'chunk',
      modules: Object.fromEntries(modules.map((path) => [join(root, path), {}])),
    };
    noticesOf('main').generateBundle({}, { 'index.js': chunk });
    noticesOf('renderer').closeBundle?.();
    return JSON.parse(readFileSync(join(root, 'out/third-party.json'), 'utf8')) as ThirdParty;
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'fleetwright-notices-'));
    mkdirSync(join(root, 'out'));
    lay('package.json', JSON.stringify({ dependencies: { 'as-it-is': '1.0.0' } }));
    layPackage('as-it-is', { license: 'ISC', dependencies: { below: '1.0.0' } });
    lay('node_modules/as-it-is/LICENSE', 'as it is');
    layPackage('below', { license: 'MIT', author: 'Somebody <somebody@example.com>' });
    lay('packaging/licences/MIT.txt', 'MIT, {{holder}}');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('name what was bundled and what is shipped beside it, and nothing that is only installed', () => {
    layPackage('bundled', { license: 'MIT' });
    lay('node_modules/bundled/LICENSE.md', 'of bundled');
    layPackage('only-installed', { license: 'GPL-3.0-only' });
    const { packages } = build('node_modules/bundled/a.js', 'node_modules/bundled/b.js', 'src/main.ts');
    expect(packages.map(({ name, notice }) => [name, notice])).toEqual([
      ['as-it-is', 'as it is'],
      ['below', 'MIT, Somebody'],
      ['bundled', 'of bundled'],
    ]);
  });

  it('name the crates that are compiled into WebAssembly', () => {
    layPackage('compiled', { license: 'MIT' });
    lay('node_modules/compiled/LICENSE', 'of compiled');
    const at = (crate: string) =>
      `\0/cargo/registry/src/index.crates.io-6f17d22bba15001f/${crate}/src/lib.rs\0`;
    lay(
      'node_modules/compiled/index.wasm',
      `${at('tiny-skia-path-0.10.0')}${at('png-0.17.5')}${at('png-0.17.5')}`,
    );
    expect(build('node_modules/compiled/a.js').packages.at(-1)?.notice).toBe(
      'of compiled\n\nRust crates compiled into it:\npng 0.17.5\ntiny-skia-path 0.10.0',
    );
  });

  it('stop a build that would ship what it may not, with every reason', () => {
    layPackage('copyleft', { license: 'GPL-3.0-only' });
    lay('node_modules/copyleft/LICENSE', 'text');
    layPackage('nameless', { license: 'ISC' });
    expect(() => build('node_modules/copyleft/a.js', 'node_modules/nameless/a.js')).toThrow(
      /copyleft 1\.0\.0: licence "GPL-3\.0-only"[^]*nameless 1\.0\.0: ISC, without its text/,
    );
  });
});
