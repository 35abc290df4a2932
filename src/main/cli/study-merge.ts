import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { studyFolder } from '#main/study/folder';
import { foreignAmong, merged, type ShardFolder } from '#main/study/merge';
import { Study } from '#shared/study/study';
import { counted, written } from '#shared/text/plural';
import { type CommandHost, InvalidInput, UsageError } from './host';
import { onFolders, openedFolder } from './study-folder';

const help = `
The folders may be named in any order; the result has the same bytes as a run on one machine. Where later stages are left,
the command that follows goes on with them:
  fleetwright study merge part-1 part-2 part-3 --output results
  fleetwright study study.json --output results

Exit code: 0 done; 1 a shard is missing, not finished, or of another study; 2 a file cannot be read or written.`;

/** `fleetwright study merge`: the folders of shards as one. */
export function defineMerge(study: Command, host: CommandHost): void {
  study
    .command('merge')
    .description('Put the folders of shards together.')
    .argument('<folders...>', 'folders of the shards, and of earlier stages')
    .option('--output <folder>', 'folder for the results')
    .addHelpText('after', help)
    .action((paths: readonly string[], _: object, command: Command) =>
      onFolders(async () => {
        // The command above has an option of the same name, which takes what stands behind either.
        const { output } = command.optsWithGlobals<{ readonly output?: string }>();
        if (output === undefined) throw new UsageError('--output is required: the folder for the results');
        const shards = await Promise.all(paths.map(shardIn));
        const foreign = foreignAmong(shards);
        if (foreign !== undefined) throw new InvalidInput(foreign.message);
        const [first] = shards;
        if (first === undefined) throw new UsageError('name at least one folder');
        const whole = await studyIn(first.folder.path);
        const manifest = { ...first.manifest, shard: undefined };
        const into = await openedFolder(output, { manifest, study: whole });
        const answer = await merged({ study: whole, shards, output: into });
        if (!answer.ok) throw new InvalidInput(answer.error.message);
        for (const { level, rows, fit } of answer.value.stages)
          host.err(`${level}: ${counted(rows, 'row')}, ${written(fit)} fit\n`);
        const { next } = answer.value;
        host.err(
          next === undefined
            ? `results in ${output}\n`
            : `results in ${output}; stage ${next.stage + 1} (${next.level}) is left: run fleetwright study with --output ${output}, or shards of it with --after ${output}\n`,
        );
      }),
    );
}

async function shardIn(path: string): Promise<ShardFolder> {
  const folder = studyFolder(path);
  const manifest = await folder.manifest();
  if (manifest === undefined) throw new UsageError(`${path} holds no results of a study`);
  return { folder, manifest };
}

async function studyIn(path: string): Promise<Study> {
  const file = join(path, 'study.json');
  const read = Study.safeParse(JSON.parse(await readFile(file, 'utf8')));
  if (!read.success) throw new InvalidInput(`${file} is damaged`);
  return read.data;
}
