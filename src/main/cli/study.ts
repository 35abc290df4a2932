import type { Command } from 'commander';
import { version } from '../../../package.json';
import { manifestOf, type Shard, type StudyFormat, studyFormats } from '#main/study/identity';
import type { StudyFolder } from '#main/study/folder';
import { runStudy, type StudyEnd, type Workplace } from '#main/study/run-study';
import { plainContext } from '#main/services/computing';
import type { Answer, Cancellation } from '#shared/api/contract';
import { STUDY_FORMAT, STUDY_VERSION, Study } from '#shared/study/study';
import { counted, written } from '#shared/text/plural';
import { checkKnown, commaList, type Leniency, lenientOption, readRequest, readTerms } from './arguments';
import {
  type CommandHost,
  exitCode,
  type Finish,
  InvalidInput,
  nameOf,
  onEveryCore,
  UsageError,
  wholeNumber,
} from './host';
import { offerQueue, openQueue, queueHelp, type QueueOptions } from './queue-options';
import { earlierFolder, onFolders, openedFolder } from './study-folder';
import { defineMerge } from './study-merge';
import { progressTeller } from './study-progress';

const help = `
A study has lists, and works on all of their combinations in stages; each stage takes what "of" selects of the one before:
  {"format": "${STUDY_FORMAT}", "schemaVersion": ${STUDY_VERSION}, "name": "Chat in two places",
   "needs": [{"id": "chat", "model": ["llama-3.1-70b"], "input": [1024], "output": [256],
              "requestsPerSecond": [5, 20], "objective": {"timeToFirstTokenSeconds": 1, "timePerOutputTokenSeconds": 0.05}}],
   "hardware": ["h100-sxm", "h200-sxm", "l40s"], "devices": [8, 16, 32], "tensorParallel": [2, 4, 8], "weights": ["fp8"],
   "sites": [{"id": "home", "preset": "us"}, {"id": "abroad", "preset": "de"}],
   "prices": [{"id": "list"}, {"id": "low", "acceleratorPrice": 15000}],
   "stages": [{"level": "estimate"},
              {"level": "simulate", "of": {"pareto": ["totalPerYear", "outputTokensPerSecondPerUser"]}},
              {"level": "size", "of": {"best": 2, "by": "totalPerYear"}},
              {"level": "plan", "of": {"best": 1, "by": "total"}}]}

Levels: estimate predicts a configuration, simulate serves it event by event, size searches the cheapest fleet of a
hardware for a need, plan lays that fleet out and writes it as a scenario. "of" selects for each model, length and rate at
each site and price by itself; configurations that do not run or miss the objective are left behind. All fields are in
fleetwright schema study.

The folder holds a manifest, and for each stage its rows in files as they finish. If the study stops, for whatever
reason, the same command goes on where it stopped. Equal studies give equal bytes, on any number of cores and shards.

Queue: with --queue, fleetwright worker computes the chunks, on any number of machines; this command hands them out and
writes their rows. Lost workers and a restarted queue cost time only.

Shards: on machine i of n, --shard i/n works on every n-th file of the first unfinished stage; fleetwright study merge
puts the folders together. For a later stage, give each shard the merged folder with --after.

Examples:
  fleetwright study study.json --output results
  fleetwright study study.json --output results --format parquet,csv
  fleetwright study study.json --output results-2 --shard 2/8
  fleetwright study merge results-1 results-2 --output results
  fleetwright study study.json --output results --queue redis://queue.example:6379
${queueHelp}

Exit code: 0 done; 1 the study is not valid, or the folder holds other results; 2 a file cannot be read or written; 130
stopped by an interrupt.`;

interface Options extends Leniency, QueueOptions {
  readonly output?: string;
  readonly format: string;
  readonly terms?: string;
  readonly shard?: string;
  readonly after?: string;
  readonly cores?: string;
}

/** Chunks that lie in the queue at once: enough for two hundred cores, and at two megabytes each no burden. */
const CHUNKS_AHEAD = 400;

export function defineStudy(command: Command, host: CommandHost, finish: Finish): void {
  offerQueue(command)
    .argument('<study>', 'JSON file with the study, or - for standard input')
    .option('--output <folder>', 'folder for the results; created if it does not exist')
    .option('--format <list>', `formats of the rows, of ${studyFormats.join(', ')}`, 'parquet')
    .option('--terms <file>', 'scenario with the site, prices and finance terms to use')
    .option('--shard <i/n>', 'work on the i-th of n parts')
    .option('--after <folder>', 'folder in which earlier stages are finished')
    .option('--cores <n>', 'cores to use (default: all)')
    .option(...lenientOption)
    .addHelpText('after', help)
    .action(async (file: string, options: Options) => {
      const { output } = options;
      if (output === undefined) throw new UsageError('--output is required: the folder for the results');
      const study = await readStudy(host, file, options);
      const formats = formatsOf(options.format);
      const shard = options.shard === undefined ? undefined : shardOf(options.shard);
      const services = await host.services();
      const code = (await host.code?.()) ?? { version, digest: '0'.repeat(64) };
      const manifest = {
        ...manifestOf({ study, code, catalogue: services.catalogue, library: host.library?.(), formats }),
        ...(shard === undefined ? {} : { shard }),
      };
      const cores = options.cores === undefined ? Infinity : wholeNumber(options.cores);
      if (cores < 1) throw new UsageError('--cores must be at least 1');
      await onFolders(async () => {
        const folder = await openedFolder(output, { manifest, study });
        const after = options.after === undefined ? undefined : await earlierFolder(options.after, manifest);
        const telling = progressTeller(host.err);
        const running = (
          workplace: Workplace,
          signal: Cancellation,
          told = telling,
        ): Promise<Answer<StudyEnd>> =>
          runStudy({ study, folder, formats, shard, after, workplace, signal, told });
        const onCores = (signal: Cancellation): Promise<Answer<StudyEnd>> =>
          onEveryCore(host, ({ lanes, run }) => {
            const chunk: Workplace['run'] = (task) => run('studyChunk', task, { ...plainContext, signal });
            return running({ lanes: Math.min(lanes, cores), run: chunk }, signal);
          });
        const overQueue = async (signal: Cancellation): Promise<Answer<StudyEnd>> => {
          const redis = await openQueue(host, options);
          redis.on('close', () => host.err('connection to the queue lost; waiting for it\n'));
          const { publisher } = await import('#main/study/queue/publisher');
          const library = host.library?.();
          const prefix = options.queuePrefix;
          const queue = publisher({ redis, prefix, manifest, study, library, signal, ahead: CHUNKS_AHEAD });
          try {
            return await running(queue, signal, (progress) => {
              queue.told(progress);
              telling(progress);
            });
          } finally {
            await queue.close();
            redis.removeAllListeners('close');
            redis.disconnect();
          }
        };
        const work = options.queue === undefined ? onCores : overQueue;
        const ended = await (host.interruptible?.(work) ?? work(plainContext.signal));
        finish(told(host, ended, folder));
      });
    });
  defineMerge(command, host);
}

/** Says how a study ended; what the exit code of it is. */
function told(host: CommandHost, ended: Answer<StudyEnd>, { path }: StudyFolder) {
  if (!ended.ok) {
    if (ended.error.code !== 'cancelled') throw new InvalidInput(ended.error.message);
    host.err(`stopped; the same command goes on with ${path}\n`);
    return exitCode.interrupted;
  }
  for (const { level, rows, fit, failed } of ended.value.stages) {
    const broken = failed === 0 ? '' : `, ${written(failed)} set aside`;
    host.err(`${level}: ${counted(rows, 'row')}, ${written(fit)} fit${broken}\n`);
  }
  if (ended.value.kind === 'shard')
    host.err(
      `this shard's part of stage ${ended.value.plan.stage + 1} is in ${path}; see fleetwright study merge\n`,
    );
  else host.err(`results in ${path}\n`);
  return exitCode.done;
}

async function readStudy(host: CommandHost, file: string, { terms, lenient }: Options): Promise<Study> {
  const given = await readRequest(host, {
    file,
    schema: Study,
    terms: await readTerms(host, terms),
    lenient,
  });
  const { catalogue } = await host.services();
  const place = nameOf(file);
  const { accelerators, models, sites } = catalogue;
  for (const each of given.hardware) checkKnown(`${place}: hardware`, each, Object.keys(accelerators));
  for (const { model } of given.needs)
    for (const each of model) checkKnown(`${place}: model`, each, Object.keys(models));
  for (const { preset } of given.sites)
    if (preset !== undefined) checkKnown(`${place}: sites`, preset, Object.keys(sites));
  return host.priced?.('sweep', given) ?? given;
}

function formatsOf(text: string): readonly StudyFormat[] {
  const asked = commaList(text);
  for (const each of asked) checkKnown('--format', each, studyFormats);
  return studyFormats.filter((format) => asked.includes(format));
}

function shardOf(text: string): Shard {
  const [, index, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (!(shard.index >= 1 && shard.index <= shard.of))
    throw new UsageError(`--shard: “${text}” must be i/n, with i from 1 to n`);
  return shard;
}
