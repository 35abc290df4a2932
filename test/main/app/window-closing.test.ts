import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { finishBeforeClosing } from '#main/app/window';
import { CLOSING_CHANNEL } from '#shared/api/bridge';

const electron = vi.hoisted(() => ({ port: { once: vi.fn(), start: vi.fn() } }));
vi.mock('electron', () => ({
  BrowserWindow: vi.fn(),
  nativeTheme: {},
  screen: {},
  MessageChannelMain: class {
    port1 = electron.port;
    port2 = 'the page’s port';
  },
}));

/** A window as Electron tells of it: asking it to close closes it unless a listener prevents that. */
function aWindow(page: { readonly crashed?: boolean; readonly loading?: boolean } = {}) {
  let open = true;
  const posted: unknown[][] = [];
  const shut = (): void => {
    open = false;
    emitter.emit('closed');
  };
  const emitter = Object.assign(new EventEmitter(), {
    webContents: {
      isCrashed: () => page.crashed ?? false,
      isLoadingMainFrame: () => page.loading ?? false,
      postMessage: (...given: unknown[]) => posted.push(given),
    },
    isDestroyed: () => !open,
    destroy: shut,
    close: () => {
      const event = new Event('close', { cancelable: true });
      emitter.emit('close', event);
      if (!event.defaultPrevented) shut();
    },
  });
  finishBeforeClosing(emitter as unknown as BrowserWindow);
  return { close: emitter.close, isOpen: () => open, posted };
}

const portTells = (event: 'close' | 'message'): void =>
  electron.port.once.mock.calls.forEach(([name, listener]: unknown[]) => {
    if (name === event) (listener as () => void)();
  });

describe('a window that is asked to close', () => {
  beforeEach(() => {
    electron.port.once.mockClear();
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
  });

  it('asks its page once to finish, and stays meanwhile', () => {
    const { close, isOpen, posted } = aWindow();
    close();
    close();
    expect(posted).toEqual([[CLOSING_CHANNEL, null, ['the page’s port']]]);
    expect(isOpen()).toBe(true);
  });

  it.each(['message', 'close'] as const)('closes at the %s of the page’s port', (event) => {
    const { close, isOpen } = aWindow();
    close();
    portTells(event);
    expect(isOpen()).toBe(false);
  });

  it('closes after six seconds where the page does not answer', () => {
    const { close, isOpen } = aWindow();
    close();
    vi.advanceTimersByTime(5_999);
    expect(isOpen()).toBe(true);
    vi.advanceTimersByTime(1);
    expect(isOpen()).toBe(false);
  });

  it.each([{ crashed: true }, { loading: true }])('closes at once where the page is %j', (page) => {
    const { close, isOpen } = aWindow(page);
    close();
    expect(isOpen()).toBe(false);
  });
});
