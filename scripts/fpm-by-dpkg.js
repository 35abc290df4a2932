#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Builds a deb from the words that electron-builder hands to fpm, by Debian's own dpkg-deb: for machines that cannot download
 * fpm. electron-builder calls it where CUSTOM_FPM_PATH names this file, so the package is the one that its configuration says.
 */

const text = { type: 'string' };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    source: { ...text, short: 's' },
    target: { ...text, short: 't' },
    depends: { ...text, short: 'd', multiple: true, default: [] },
    'deb-recommends': { ...text, multiple: true, default: [] },
    'deb-compression': text,
    'deb-priority': text,
    'after-install': text,
    'after-remove': text,
    force: { type: 'boolean' },
    architecture: text,
    category: text,
    description: text,
    license: text,
    maintainer: text,
    name: text,
    package: text,
    url: text,
    vendor: text,
    version: text,
  },
});

function fail(reason) {
  console.error(`fpm-by-dpkg: ${reason}`);
  process.exit(1);
}

const sizeOf = (path) =>
  statSync(path).isDirectory()
    ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
    : statSync(path).size;

/** Puts `source=/place` where a package has it; with a slash at its end, what is in a folder rather than the folder. */
function lay(root, mapping) {
  const at = mapping.lastIndexOf('=');
  if (at < 1) fail(`what is "${mapping}"?`);
  const [source, place] = [mapping.slice(0, at), join(root, mapping.slice(at + 1))];
  mkdirSync(dirname(place), { recursive: true });
  cpSync(source, place, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
}

/** The fields of Debian's policy, section 5.3; a description goes on in lines that begin with a space. */
function controlOf(root) {
  const [synopsis = '', ...rest] = (values.description ?? '').split('\n').map((line) => line.trim());
  const fields = {
    Package: values.name,
    Version: values.version,
    Architecture: values.architecture,
    Maintainer: values.maintainer,
    Homepage: values.url,
    Section: values.category ?? 'misc',
    Priority: values['deb-priority'] ?? 'optional',
    'Installed-Size': String(Math.ceil(sizeOf(root) / 1024)),
    Depends: values.depends.join(', '),
    Recommends: values['deb-recommends'].join(', '),
    Description: [synopsis, ...rest.filter((line) => line !== '')].join('\n '),
  };
  const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return `${given.map(([name, value]) => `${name}: ${value}`).join('\n')}\n`;
}

if (values.target !== 'deb') fail(`only deb is built, not ${values.target ?? 'nothing'}`);
if (values.package === undefined) fail('no --package was named');
const root = mkdtempSync(join(tmpdir(), 'fleetwright-deb-'));
try {
  for (const mapping of positionals) lay(root, mapping);
  const control = controlOf(root);
  mkdirSync(join(root, 'DEBIAN'));
  writeFileSync(join(root, 'DEBIAN/control'), control);
  for (const [name, script] of [
    ['postinst', values['after-install']],
    ['postrm', values['after-remove']],
  ]) {
    if (script !== undefined)
      writeFileSync(join(root, 'DEBIAN', name), readFileSync(script), { mode: 0o755 });
  }
  // Temporary folders are private; what is installed is for everybody.
  spawnSync('chmod', ['-R', 'u+rwX,go+rX,go-w', root], { stdio: 'inherit' });
  // A package that is only tried out need not be packed tightly.
  const wanted = process.env.FLEETWRIGHT_DEB_COMPRESSION ?? values['deb-compression'] ?? 'xz';
  const compression = { gz: 'gzip', zst: 'zstd' }[wanted] ?? wanted;
  const words = ['--root-owner-group', `-Z${compression}`, '--build', root, values.package];
  const { status, error } = spawnSync('dpkg-deb', words, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (error !== undefined) fail(`dpkg-deb could not be run: ${error.message}`);
  if (status !== 0) fail(`dpkg-deb ended with ${status}`);
  console.log(`built ${basename(values.package)}`);
} finally {
  rmSync(root, { recursive: true, force: true });
}
