import { spawn, spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  chmodSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A Debian of its own in a folder, in which a package is installed and used as on a machine that has nothing of ours. */

export const USER = 1000;
export const HOME = '/home/planner';

const NETWORK_VARIABLE = /^((https?|no)_proxy|NODE_EXTRA_CA_CERTS)$/i;

const osRelease = (field) =>
  new RegExp(`^${field}="?([^"\\n]*)`, 'm').exec(readFileSync('/etc/os-release', 'utf8'))?.[1];

/** The code name of this machine's release, which its own mirrors hold. */
const release = () => osRelease('VERSION_CODENAME') ?? 'stable';

function must(command, words, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8', ...options });
  if (error !== undefined || status !== 0) {
    throw new Error(
      `${command} ${words[0] ?? ''} failed (${error?.message ?? `exit code ${status}`})\n${stdout ?? ''}${stderr ?? ''}`,
    );
  }
  return stdout;
}

/** How this machine reaches the mirrors of Debian: names, certificates and what apt is told of proxies. */
function layNetwork(system) {
  const settings = '/etc/apt/apt.conf.d';
  const told = existsSync(settings)
    ? readdirSync(settings)
        .map((name) => join(settings, name))
        .filter((path) => readFileSync(path, 'utf8').includes('Acquire::'))
    : [];
  for (const path of ['/etc/resolv.conf', '/etc/hosts', ...told]) {
    if (!existsSync(path)) continue;
    mkdirSync(dirname(join(system, path)), { recursive: true });
    rmSync(join(system, path), { force: true });
    copyFileSync(path, join(system, path));
  }
}

/** A bare Debian is the same for a week: it is kept as an archive, and only its packages are brought up to date. */
const KEPT_MILLISECONDS = 7 * 24 * 3_600_000;

function layDebian(folder) {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'fleetwright');
  const archive = join(cache, `debian-${release()}.tar`);
  const age = Date.now() - (statSync(archive, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (age < KEPT_MILLISECONDS) {
    must('tar', ['--extract', '--numeric-owner', '--file', archive, '--directory', folder]);
    return;
  }
  // A display for tests is in Ubuntu's second part.
  const parts = osRelease('ID') === 'ubuntu' ? 'main,universe' : 'main';
  must('debootstrap', ['--variant=minbase', `--components=${parts}`, release(), folder]);
  mkdirSync(cache, { recursive: true });
  const made = `${archive}.${process.pid}`;
  must('tar', ['--create', '--numeric-owner', '--file', made, '--directory', folder, '.']);
  renameSync(made, archive);
}

/**
 * Enters the system by turning its folder into the root of a mount namespace. After a mere `chroot` the kernel refuses user
 * namespaces, and with them the sandbox that Chromium has on an ordinary machine.
 */
const ENTER = `
set -e
mount --bind "$0" "$0"
cd "$0"
mkdir -p .outside
mount -t proc proc proc
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mount -t tmpfs -o mode=1777 tmpfs tmp
pivot_root . .outside
umount -l /.outside
cd /
exec "$@"`;

function newSystem() {
  const folder = mkdtempSync(join(tmpdir(), 'fleetwright-installed-'));
  chmodSync(folder, 0o755);
  layDebian(folder);
  layNetwork(folder);
  mkdirSync(join(folder, HOME), { recursive: true });
  must('chown', [`${USER}:${USER}`, join(folder, HOME)]);
  return folder;
}

/** A new system, or one that was left in a folder. */
export function cleanSystem(folder = newSystem()) {
  const words = (asRoot, command) => [
    ...['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', ENTER, folder],
    ...(asRoot ? [] : ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups']),
    ...command,
  ];
  const environment = (asRoot) => ({
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => NETWORK_VARIABLE.test(name))),
    DEBIAN_FRONTEND: 'noninteractive',
    HOME: asRoot ? '/root' : HOME,
    PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
    LANG: 'C.UTF-8',
  });
  return {
    folder,
    /** Runs a command as root to its end. */
    asRoot: (command) => must('unshare', words(true, command), { env: environment(true) }),
    /** Starts a command as an ordinary user, and leaves it running. */
    start: (command) =>
      spawn('unshare', words(false, command), { env: environment(false), stdio: ['ignore', 'pipe', 'pipe'] }),
    /** Runs a command beside one that was started, in the same system as it: as the same user, with the same processes. */
    beside: (started, command) =>
      must(
        'nsenter',
        [
          `--target=${firstBelow(started.pid)}`,
          '--mount',
          '--pid',
          '--root',
          `--setuid=${USER}`,
          `--setgid=${USER}`,
          // Where it stands from outside is no place in there.
          ...['sh', '-c', 'cd "$HOME" && exec "$@"', 'sh', ...command],
        ],
        { env: environment(false) },
      ),
    /** Ends everything that was started with a command: the first process of a system takes all others with it. */
    end: (started) => {
      for (const pid of childrenOf(started.pid)) process.kill(pid, 'SIGKILL');
      started.kill('SIGKILL');
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** The processes that one has started, whichever of its threads did. */
const childrenOf = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')
        .trim()
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    return [];
  }
};

/** Every process below one, which may have ended meanwhile. */
export const allBelow = (pid) => childrenOf(pid).flatMap((child) => [child, ...allBelow(child)]);

/** The first process in the namespaces that were made. */
function firstBelow(pid) {
  const [child] = childrenOf(pid);
  if (child === undefined) throw new Error('What was started in the clean system has ended.');
  return child;
}
