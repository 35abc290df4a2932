import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createDispatcher } from '#main/api/dispatch';
import { createHandlers } from '#main/api/handlers';
import { run } from '#main/cli/run';
import { replaceFile } from '#main/files/atomic-write';
import { createBackups } from '#main/files/backups';
import { boundedText, textPieces } from '#main/files/host-files';
import { planSteps } from '#main/jobs/plan-steps';
import { type Computing, plainContext, runHere } from '#main/services/computing';
import { loadServices, type Services } from '#main/services/services';
import { calls } from '#shared/api/calls';
import { success } from '#shared/refusal/refusal';
import { drawing } from './mutate';
import { type Attempt, targets } from './targets';

/** Tries spoilt inputs in a process of its own, one for each message; what it finds goes to the parent. */

interface Asked {
  readonly target: string;
  readonly seed: number;
}

interface Finding {
  readonly kind: 'crash' | 'stack' | 'partial';
  readonly detail: string;
}

/** What became of inputs: a share of them has to get through, else nothing behind the first check is tried. */
interface Outcome {
  readonly accepted: boolean;
  readonly finding?: Finding;
}

const LARGEST_INPUT = 256 * 1024 * 1024;
const [data = ''] = process.argv.slice(2);
const services: Services = await loadServices(data);
const examples = await services.examplesIn('en');
const textOf = (id: string): string => JSON.stringify(examples.find((example) => example.id === id));
const seeds = {
  scenario: textOf('article-7b-lpu'),
  fleet: textOf('mixed-fleet'),
  calls: Object.keys(calls).filter((name) => name !== 'hostRequests'),
};

/** A line of a stack, as V8 writes it. */
const STACK = /\n\s+at .+[:(]\d+:\d+|internal error/i;

async function tried({ files, act }: Attempt, folder: string): Promise<Outcome> {
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const outcome =
    act.kind === 'command'
      ? await ranCommand(act.words, folder)
      : await sentCall(act.name, act.input, folder);
  const finding = outcome.finding ?? (await partialIn(folder));
  return finding === undefined ? outcome : { ...outcome, finding };
}

async function ranCommand(words: readonly string[], folder: string): Promise<Outcome> {
  let [out, said] = ['', ''];
  // A name that leads out of the folder is taken for one in it: what is tried must not touch anything else.
  const within = (path: string): string => join(folder, basename(path) || '.');
  const code = await run(words, {
    out: (text) => {
      out += text;
      said += text;
    },
    err: (text) => {
      said += text;
    },
    readFile: (path) => boundedText(createReadStream(within(path)), { name: path, limit: LARGEST_INPUT }),
    writeFile: (path, content) => replaceFile(within(path), content),
    readInput: () => Promise.resolve(success('')),
    chunksOf: (name) => textPieces(createReadStream(within(name)), name),
    services: () => Promise.resolve(services),
  });
  const detail = said.slice(-600);
  if (code === 3) return { accepted: false, finding: { kind: 'crash', detail } };
  const accepted = code === 0 || out !== '';
  return STACK.test(said) ? { accepted, finding: { kind: 'stack', detail } } : { accepted };
}

async function sentCall(name: string, input: unknown, folder: string): Promise<Outcome> {
  let bug: unknown;
  const computing: Computing = {
    run: (of, given, context) => runHere(services.computations, { name: of, input: given, context }),
    close: () => Promise.resolve(),
  };
  const handlers = createHandlers({
    services,
    computing,
    planStep: planSteps(services, computing),
    files: {
      save: ({ suggestedName }) => Promise.resolve(success({ name: suggestedName })),
      openScenario: () => Promise.resolve(success(null)),
    },
    backups: createBackups(join(folder, 'backups')),
    storage: {
      room: () => Promise.resolve({ enough: true, mayOpen: true, freeBytes: 1e9, neededBytes: 1e6 }),
      rescue: { write: ({ scenarios }) => Promise.resolve({ place: folder, scenarios: scenarios.length }) },
      keepDatabase: () => Promise.resolve(),
    },
    about: {
      about: () => ({ version: '0', runtimes: [], places: [] }),
      thirdParty: () => Promise.reject(new Error('none')),
    },
  });
  const { dispatch } = createDispatcher(handlers, (error) => (bug = error));
  const answer = await dispatch({ name, input }, plainContext);
  const text = JSON.stringify(answer);
  if (bug !== undefined && name !== 'thirdParty') {
    const detail = bug instanceof Error ? (bug.stack ?? bug.message) : 'what was thrown is no error';
    return { accepted: false, finding: { kind: 'crash', detail } };
  }
  const accepted = answer.ok;
  return STACK.test(text)
    ? { accepted, finding: { kind: 'stack', detail: text.slice(0, 600) } }
    : { accepted };
}

/** A file that is neither whole nor gone: a temporary one, or a JSON that ends early. */
async function partialIn(folder: string): Promise<Finding | undefined> {
  for (const name of await readdir(folder)) {
    if (/tmp|~|\.part/.test(name)) return { kind: 'partial', detail: `${name} was left` };
    if (name !== 'out.json') continue;
    try {
      JSON.parse(await readFile(join(folder, name), 'utf8'));
    } catch {
      return { kind: 'partial', detail: `${name} is no JSON` };
    }
  }
  return undefined;
}

const failed = (error: unknown): Outcome => ({
  accepted: false,
  finding: { kind: 'crash', detail: error instanceof Error ? (error.stack ?? error.message) : String(error) },
});

process.on('message', ({ target, seed }: Asked) => {
  void (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fleetwright-fuzz-'));
    const attempt = targets[target]?.(drawing(seed), seeds);
    const outcome = attempt === undefined ? undefined : await tried(attempt, folder).catch(failed);
    await rm(folder, { recursive: true, force: true });
    process.send?.(outcome);
  })();
});
process.send?.({ targets: Object.keys(targets) });
