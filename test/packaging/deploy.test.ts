import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from '#shared/schema/zod';
import { commandLine } from '../main/cli/a-command-line';

const read = (name: string): string => readFileSync(new URL(`../../deploy/${name}`, import.meta.url), 'utf8');

/** The options that the help of a command names. */
async function optionsOf(command: string): Promise<ReadonlySet<string>> {
  const { out } = await commandLine([command, '--help']);
  return new Set(out.match(/--[a-z][a-z-]+/g));
}

/** The options in a line that calls Fleetwright. */
const asked = (text: string): readonly string[] => text.match(/--[a-z][a-z-]+/g) ?? [];

const Compose = z.object({
  services: z.record(
    z.string(),
    z.looseObject({ command: z.array(z.string()), build: z.object({ dockerfile: z.string() }).optional() }),
  ),
});
const Job = z.object({
  spec: z.object({
    completionMode: z.literal('Indexed'),
    completions: z.int(),
    template: z.object({
      spec: z.looseObject({ containers: z.tuple([z.looseObject({ args: z.tuple([z.string()]) })]) }),
    }),
  }),
});

describe('the files in deploy', () => {
  it('a job of Kubernetes has as many shards as pods, and options that there are', async () => {
    const documents = parseAllDocuments(read('study-job.yaml'));
    expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
    const { spec } = Job.parse(documents.at(-1)?.toJS());
    const [{ args }] = spec.template.spec.containers;
    expect(args[0]).toContain(`/${spec.completions}"`);
    const known = await optionsOf('study');
    expect(asked(args[0])).toEqual(['--output', '--shard']);
    expect(asked(args[0]).filter((option) => !known.has(option))).toEqual([]);
  });

  it('services of Compose are commands with options that there are', async () => {
    const [document] = parseAllDocuments(read('compose.yaml'));
    expect(document?.errors).toEqual([]);
    const { services } = Compose.parse(document?.toJS());
    for (const name of ['study', 'worker']) {
      const { command, build } = services[name] ?? { command: [] };
      expect(build?.dockerfile).toBe('deploy/Containerfile');
      expect(command[0]).toBe(name);
      const known = await optionsOf(name);
      expect(asked(command.join(' '))).not.toEqual([]);
      expect(asked(command.join(' ')).filter((option) => !known.has(option))).toEqual([]);
    }
  });

  it('the script for Slurm is one, calls the command with options that there are, and shards by its array', async () => {
    const script = read('study.sbatch');
    expect(spawnSync('bash', ['-n'], { input: script }).status).toBe(0);
    const calls = script.slice(script.indexOf('exec fleetwright study'));
    const known = await optionsOf('study');
    expect(asked(calls)).toEqual(['--output', '--shard', '--cores']);
    expect(asked(calls).filter((option) => !known.has(option))).toEqual([]);
    const ran = spawnSync('bash', ['-s', 'study.json', 'out'], {
      input: `fleetwright() { printf '%s\\n' "$@"; }\n${script.replace('exec fleetwright', 'fleetwright')}`,
      encoding: 'utf8',
      env: {
        ...process.env,
        SLURM_ARRAY_TASK_ID: '3',
        SLURM_ARRAY_TASK_COUNT: '16',
        SLURM_CPUS_PER_TASK: '8',
        AFTER: 'x',
      },
    });
    expect(ran.stdout.trim().split('\n').join(' ')).toBe(
      'study study.json --output out-3 --shard 3/16 --cores 8 --after x',
    );
  });
});
