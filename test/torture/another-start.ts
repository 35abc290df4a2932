import { spawn } from 'node:child_process';
import type { AnotherStart } from './host';
import { descendantsOf, ended, killAtOnce } from './processes';

/** What one program says, and with which code it ends; after this long, or once it said enough, it is killed. */
export async function runOnce(
  [program, ...words]: readonly [string, ...string[]],
  {
    env,
    patienceMilliseconds,
    enough = () => false,
  }: {
    readonly env: NodeJS.ProcessEnv;
    readonly patienceMilliseconds: number;
    readonly enough?: (said: string) => boolean;
  },
): Promise<AnotherStart> {
  const child = spawn(program, words, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const exitCode = await new Promise<number | undefined>((resolve) => {
    const losingPatience = setTimeout(() => resolve(undefined), patienceMilliseconds);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text: Buffer) => {
        said += text.toString('utf8');
        if (enough(said)) resolve(undefined);
      });
    }
    child.once('exit', (code) => {
      clearTimeout(losingPatience);
      resolve(code ?? undefined);
    });
  });
  if (exitCode === undefined && child.pid !== undefined) {
    const ids = [child.pid, ...descendantsOf(child.pid).map(({ id }) => id)];
    killAtOnce(ids);
    await ended(ids);
  }
  return { exitCode, said };
}
