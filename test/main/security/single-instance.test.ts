import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { HostRequests } from '#main/app/host-requests';

const { app, startDesktop, refuseProfile } = vi.hoisted(() => ({
  refuseProfile: vi.fn(() => Promise.resolve()),
  app: {
    commandLine: { hasSwitch: vi.fn(() => false), getSwitchValue: vi.fn(() => '') },
    enableSandbox: vi.fn(),
    on: vi.fn<(event: string, listener: (...given: never[]) => void) => void>(),
    whenReady: vi.fn(() => Promise.resolve()),
    requestSingleInstanceLock: vi.fn(() => true),
    getPath: vi.fn(() => tmpdir()),
    quit: vi.fn(),
    exit: vi.fn(),
  },
  startDesktop: vi.fn(() => Promise.resolve()),
}));
vi.mock('electron', () => ({ app, protocol: { registerSchemesAsPrivileged: vi.fn() } }));
vi.mock('#main/app/unwritable-profile', () => ({ refuseProfile }));
vi.mock('#main/app/desktop', () => ({ startDesktop }));
vi.mock('#main/app/crashes', () => ({ logChildCrashes: vi.fn() }));

async function started({ first = true, noSandbox = false }) {
  app.requestSingleInstanceLock.mockReturnValue(first);
  app.commandLine.hasSwitch.mockReturnValue(noSandbox);
  await import('#main/index');
  await Promise.resolve();
}

describe('the desktop program', () => {
  beforeEach(() => {
    vi.resetModules();
    vi.clearAllMocks();
  });

  it('says that its folder cannot be written, before it asks who else uses it', async () => {
    app.getPath.mockReturnValueOnce(join(import.meta.filename, 'below-a-file'));
    await started({});
    expect(refuseProfile).toHaveBeenCalledOnce();
    expect(refuseProfile).toHaveBeenCalledWith(expect.stringContaining('below-a-file'), 'ENOTDIR');
    expect(app.requestSingleInstanceLock).not.toHaveBeenCalled();
    expect(startDesktop).not.toHaveBeenCalled();
  });

  it('starts once: a second one leaves before it touches documents or backups', async () => {
    await started({ first: false });
    expect(app.quit).toHaveBeenCalledOnce();
    expect(startDesktop).not.toHaveBeenCalled();
  });

  it('starts its window where it is the first', async () => {
    await started({ first: true });
    expect(startDesktop).toHaveBeenCalledOnce();
    expect(app.quit).not.toHaveBeenCalled();
  });

  it('hands the files of its command line, and those that macOS names, to the window', async () => {
    const words = process.argv;
    process.argv = [words[0] ?? '', 'gone.fleetwright.json'];
    await started({ first: true });
    process.argv = words;
    const [, requests] = startDesktop.mock.calls[0] as unknown as [unknown, HostRequests];
    const next = () => requests.next(new AbortController().signal);
    expect(await next()).toMatchObject([{ kind: 'open', name: 'gone.fleetwright.json' }]);

    const [, openFile] = app.on.mock.calls.find(([event]) => event === 'open-file') as unknown as [
      string,
      (event: { preventDefault: () => void }, path: string) => void,
    ];
    openFile({ preventDefault: vi.fn() }, '/gone/hall.fleetwright.json');
    expect(await next()).toMatchObject([{ kind: 'open', name: 'hall.fleetwright.json' }]);
  });

  it('asks for the sandbox of every process, unless it was started without one', async () => {
    await started({});
    expect(app.enableSandbox).toHaveBeenCalledOnce();
    vi.resetModules();
    await started({ noSandbox: true });
    expect(app.enableSandbox).toHaveBeenCalledOnce();
  });
});
