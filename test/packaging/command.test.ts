import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const { bin, files, scripts, dependencies } = JSON.parse(text('package.json')) as {
  readonly bin: Readonly<Record<string, string>>;
  readonly files: readonly string[];
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
};

describe('the command line that npm packs (npm run test:command installs it)', () => {
  it('is built when it is packed, and needs one library at run time', () => {
    expect(scripts['prepack']).toBe(scripts['build']);
    expect(Object.keys(dependencies)).toEqual(['tinypool']);
  });

  it('carries the program and its data, neither pages nor desktop nor sources', () => {
    expect(files.filter((path) => !path.startsWith('!'))).toEqual([
      'out/main/**',
      'out/third-party.json',
      'resources/**',
    ]);
    expect(files).toContain('!out/main/index.js');
  });

  it('says which program runs it', () => {
    expect(bin).toEqual({ fleetwright: 'out/main/cli.js' });
    expect(text('src/main/cli.ts').split('\n')[0]).toBe('#!/usr/bin/env node');
  });
});

describe('the container of the browser host', () => {
  const steps = text('packaging/browser-host/Containerfile')
    .split('\n')
    .filter((line) => !line.startsWith('#'));
  const last = steps.slice(steps.findLastIndex((line) => line.startsWith('FROM ')));

  it('runs as a user without rights, and asks itself whether it is well', () => {
    expect(last.find((line) => line.startsWith('USER '))).toBe('USER 10001:10001');
    expect(last.some((line) => line.startsWith('HEALTHCHECK '))).toBe(true);
  });

  it('takes over what was built and nothing else, and needs no secret', () => {
    expect(
      last.filter((line) => line.startsWith('COPY ')).every((line) => line.includes('--from=build')),
    ).toBe(true);
    expect(steps.join('\n')).not.toMatch(/secret|token|password|ARG (?!BASE)/i);
    expect(text('.dockerignore').split('\n')[0]).toBe('*');
  });
});
