import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Notices that npm went, which a killed one cannot say: neither a signal nor the end of a pipe reaches what it ran. */

const POLL_MILLISECONDS = 1_000;
const SHELL = /^-?(sh|dash|ash|bash|zsh|ksh|busybox)$/;

/** The parent and the name of a process; undefined where the system does not say. */
function factsOf(pid) {
  try {
    if (process.platform === 'linux') {
      // The name stands in brackets and may hold anything, brackets included.
      const [, name, parent] =
        /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
      return { name, parent: Number(parent) };
    }
    if (process.platform === 'win32') return undefined;
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' });
    const [, parent, name] = /^\s*(\d+)\s+(?:.*\/)?(.*)/.exec(stdout) ?? [];
    return { name, parent: Number(parent) };
  } catch {
    return undefined;
  }
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, but another user's.
    return error.code === 'EPERM';
  }
};

/** npm's process and the shell between it and us, where npm ran us and they can be told. */
function launchers() {
  if (process.env.npm_lifecycle_event === undefined || process.ppid <= 1) return [];
  const facts = factsOf(process.ppid);
  return facts !== undefined && SHELL.test(facts.name ?? '') && facts.parent > 1
    ? [process.ppid, facts.parent]
    : [process.ppid];
}

/** Calls back once when npm, which ran this script, is no more; never where a script was run without it. */
export function whenNpmGoes(gone) {
  const watched = launchers();
  if (watched.length === 0) return;
  const timer = setInterval(() => {
    if (watched.every(isAlive)) return;
    clearInterval(timer);
    gone();
  }, POLL_MILLISECONDS);
  timer.unref();
}
