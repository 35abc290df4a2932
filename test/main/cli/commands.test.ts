import { describe, expect, it } from 'vitest';
import { commands } from '#main/cli/commands';
import { commandLine } from './a-command-line';

describe('the list of commands', () => {
  it.each(Object.entries(commands))(
    'says of %s what its module says',
    async (name, { usage, description }) => {
      const { out } = await commandLine([name, '--help']);
      const [said = ''] = /(?<=^Usage: fleetwright ).*/.exec(out) ?? [];
      // Every command has --help, which alone makes no options in the list.
      const hasOwn = out.match(/^ {2}-/gm)?.length !== 1;
      expect(said).toBe(`${name} ${hasOwn ? usage : `[options] ${usage}`}`);
      expect(out.replaceAll(/\s+/g, ' ')).toContain(description);
    },
  );

  it('stands in the help, which names each once', async () => {
    const { out } = await commandLine(['--help']);
    for (const [name, { usage }] of Object.entries(commands)) {
      expect(out.match(new RegExp(`^  ${name} `, 'gm'))).toHaveLength(1);
      expect(out).toContain(`  ${name} ${usage}`);
    }
  });

  it('leads to the help of each, also by the word help', async () => {
    for (const name of ['plan', 'schema']) {
      const { out } = await commandLine([name, '--help']);
      expect(out).toContain(`Usage: fleetwright ${name} `);
      expect((await commandLine(['help', name])).out).toBe(out);
    }
  });

  it('suggests the nearest where there is no such command', async () => {
    expect((await commandLine(['plam'])).err).toContain('Did you mean plan?');
  });
});
