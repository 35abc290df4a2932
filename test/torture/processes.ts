import { readdirSync, readFileSync } from 'node:fs';

/** The processes of this machine, as Linux tells them under /proc. */

interface RunningProcess {
  readonly id: number;
  readonly parent: number;
  readonly words: readonly string[];
}

function readProcess(id: number): readonly RunningProcess[] {
  try {
    const state = readFileSync(`/proc/${id}/stat`, 'utf8');
    // The command stands in parentheses and may hold any character; its state and its parent follow.
    const parent = Number(
      state
        .slice(state.lastIndexOf(')') + 2)
        .split(' ')
        .at(1),
    );
    const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0');
    return [{ id, parent, words }];
  } catch {
    return [];
  }
}

const runningProcesses = (): readonly RunningProcess[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)));

/** What a process started, and what that started; the process itself is not among them. */
export function descendantsOf(ancestor: number): readonly RunningProcess[] {
  const children = new Map<number, RunningProcess[]>();
  for (const running of runningProcesses()) {
    children.set(running.parent, [...(children.get(running.parent) ?? []), running]);
  }
  const found: RunningProcess[] = [];
  for (let waiting = [ancestor]; waiting.length > 0;) {
    const next = waiting.flatMap((id) => children.get(id) ?? []);
    found.push(...next);
    waiting = next.map(({ id }) => id);
  }
  return found;
}

export const isRenderer = ({ words }: RunningProcess): boolean => words.includes('--type=renderer');

/** The browser that we started on this profile: the one process of it that is of no special type. */
export const browserOn = (profile: string): RunningProcess | undefined =>
  descendantsOf(process.pid).find(
    ({ words }) =>
      words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith('--type=')),
  );

/** Ends processes without a word to them; those that are gone already are no fault. */
export function killAtOnce(ids: readonly number[]): void {
  for (const id of ids) {
    try {
      process.kill(id, 'SIGKILL');
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }
}

const isRunning = (id: number): boolean => {
  const [running] = readProcess(id);
  return running !== undefined && running.words.join('') !== '';
};

/** Settles once none of these processes runs any more; one that is dead but not collected does not count. */
export async function ended(ids: readonly number[]): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (ids.some(isRunning)) {
    if (Date.now() > deadline) throw new Error(`Processes that were killed still run: ${ids.join(', ')}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
