import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  closeNetwork,
  denyPermissions,
  isGranted,
  lockNavigation,
  mayLoad,
  registerScheme,
  securePreferences,
} from '#main/app/page-security';
import { isTrustedFrame } from '#main/api/ipc';
import { CONTENT_SECURITY_POLICY } from '#main/pages/headers';
import packaging from '../../../electron-builder.config';

const electron = vi.hoisted(() => ({
  registerSchemes: vi.fn(),
  expose: vi.fn<(name: string, bridge: object) => void>(),
}));
vi.mock('electron', () => ({
  protocol: { registerSchemesAsPrivileged: electron.registerSchemes },
  contextBridge: { exposeInMainWorld: electron.expose },
  ipcRenderer: { invoke: vi.fn(), on: vi.fn(), postMessage: vi.fn() },
}));

const root = join(import.meta.dirname, '../../..');

function sourcesIn(folder: string): readonly { readonly path: string; readonly text: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.(tsx?|html|css)$/.test(entry.name) ? [{ path, text: readFileSync(path, 'utf8') }] : [];
  });
}

const sources = sourcesIn(join(root, 'src'));
const filesWith = (pattern: RegExp) =>
  sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path.slice(root.length + 1));

/** Collects listeners by event, as a WebContents or a Session would. */
function anEmitter() {
  const listeners: Record<string, (...given: never[]) => void> = {};
  return {
    listeners,
    on: (event: string, listener: (...given: never[]) => void) => {
      listeners[event] = listener;
    },
  };
}

const preferences = securePreferences('/preload.cjs');

// The numbers are those of the security checklist in Electron's documentation.
describe('the security checklist of Electron', () => {
  it('1: nothing is loaded from the network', () => {
    expect(filesWith(/<(script|link|img|iframe)[^>]+(src|href)=["']https?:/)).toEqual([]);
    expect(mayLoad('app://fleetwright/assets/main.js')).toBe(true);
    expect(mayLoad('blob:app://fleetwright/0b-1')).toBe(true);
    for (const address of [
      'https://example.com/',
      'http://127.0.0.1/',
      'ws://127.0.0.1/',
      'file:///etc/passwd',
      'app://fleetwright.example.com/',
      'blob:https://example.com/1',
    ]) {
      expect(mayLoad(address)).toBe(false);
    }
  });

  it('2: the page has no Node, nor have its workers and frames', () => {
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
    });
  });

  it('3: page and preload script are isolated', () => {
    expect(preferences.contextIsolation).toBe(true);
  });

  it('4: every page is sandboxed, and so is the app unless it was started without', () => {
    expect(preferences.sandbox).toBe(true);
    const entry = readFileSync(join(root, 'src/main/index.ts'), 'utf8');
    expect(entry).toContain("if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();");
  });

  it('5: permissions are denied to requests and checks, devices altogether', () => {
    expect(isGranted('clipboard-sanitized-write', 'app://fleetwright/')).toBe(true);
    for (const permission of [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'midi',
      'openExternal',
      '',
    ]) {
      expect(isGranted(permission, 'app://fleetwright/')).toBe(false);
    }
    expect(isGranted('clipboard-sanitized-write', 'https://example.com/')).toBe(false);

    const session = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
    };
    denyPermissions(session as never);
    const answer = vi.fn();
    const [request] = session.setPermissionRequestHandler.mock.calls[0] as [(...given: unknown[]) => void];
    request({}, 'media', answer, { requestingUrl: 'app://fleetwright/' });
    expect(answer).toHaveBeenCalledWith(false);
    const [check] = session.setPermissionCheckHandler.mock.calls[0] as [(...given: unknown[]) => boolean];
    expect(check({}, 'media', 'app://fleetwright/')).toBe(false);
    const [device] = session.setDevicePermissionHandler.mock.calls[0] as [() => boolean];
    expect(device()).toBe(false);
  });

  it('6: web security stays on', () => {
    expect(preferences.webSecurity).toBe(true);
  });

  it('7: the policy allows own scripts only, demands trusted types and names every fallback', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/);
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]) {
      expect(CONTENT_SECURITY_POLICY.split('; ')).toContain(directive);
    }
    const ours = new Set(["'self'", "'none'", "'script'", 'data:', 'blob:']);
    for (const directive of CONTENT_SECURITY_POLICY.split('; ')) {
      const [name = '', ...values] = directive.split(' ');
      expect([name, values.filter((value) => !ours.has(value))]).toEqual([name, []]);
      // Pictures that the page draws itself are data and blobs; nothing else may be either.
      if (name !== 'img-src') expect(directive).not.toMatch(/data:|blob:/);
    }
  });

  it('8: no mixed content', () => {
    expect(preferences.allowRunningInsecureContent).toBe(false);
  });

  it('9 and 10: no experimental or single Blink features', () => {
    expect(preferences.experimentalFeatures).toBe(false);
    expect(preferences).not.toHaveProperty('enableBlinkFeatures');
  });

  it('11: there is no webview at all', () => {
    expect(preferences.webviewTag).toBe(false);
    expect(filesWith(/<webview/)).toEqual([]);
  });

  const locked = () => {
    const contents = {
      ...anEmitter(),
      setWindowOpenHandler: vi.fn<(decide: () => unknown) => void>(),
      setWebRTCIPHandlingPolicy: vi.fn<(policy: string) => void>(),
    };
    lockNavigation(contents as never);
    return contents;
  };

  it('12: a webview is never attached', () => {
    const preventDefault = vi.fn();
    locked().listeners['will-attach-webview']?.({ preventDefault } as never);
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    '13: %s leads to own pages only',
    (event) => {
      const { listeners } = locked();
      for (const [url, prevented] of [
        ['app://fleetwright/index.html', 0],
        ['https://example.com/?next=app://fleetwright/', 1],
        ['app://fleetwright.example.com/', 1],
        ['app://fleetwright@example.com/', 1],
        ['javascript:alert(1)', 1],
        ['not an address', 1],
      ] as const) {
        const preventDefault = vi.fn();
        listeners[event]?.({ url, preventDefault } as never);
        expect([url, preventDefault.mock.calls.length]).toEqual([url, prevented]);
      }
    },
  );

  it('14: no second window opens', () => {
    const [decide] = locked().setWindowOpenHandler.mock.calls[0]!;
    expect(decide()).toEqual({ action: 'deny' });
  });

  it('15: nothing is handed to the system to open', () => {
    expect(filesWith(/openExternal|openPath/)).toEqual([]);
    // The folder of backups, whose path is not the page's, is shown in the file manager.
    expect(filesWith(/showItemInFolder/)).toEqual(['src/main/app/desktop.ts']);
  });

  it('16: Electron is one of the supported releases, pinned exactly', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
    expect(Number.parseInt(devDependencies['electron'] ?? '', 10)).toBeGreaterThanOrEqual(43);
  });

  it('17: the sender of every message is judged, in one place for all channels', () => {
    expect(isTrustedFrame({ url: 'https://example.com/', parent: null })).toBe(false);
    expect(filesWith(/ipcMain\.(handle|on|once)\(/)).toEqual([]);
    expect(filesWith(/\bipcMain\b(?!`)/).filter((path) => path !== 'src/main/app/desktop.ts')).toEqual([]);
  });

  it('18: pages come over an own scheme that has an origin, and never from file addresses', () => {
    registerScheme();
    expect(electron.registerSchemes).toHaveBeenCalledWith([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect(filesWith(/loadFile\(|['"`]file:\/\//)).toEqual([]);
  });

  // Written out once more: a fuse that is changed where it is set must be changed here too, on purpose.
  it('19: every fuse is set', () => {
    expect(packaging.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
  });

  it('20: the page gets one object with two functions, never a piece of Electron', async () => {
    await import('#main/preload/index');
    expect(electron.expose).toHaveBeenCalledOnce();
    const [name, bridge] = electron.expose.mock.calls[0]!;
    expect(name).toBe('fleetwright');
    expect(Object.keys(bridge).sort()).toEqual(['beforeClosing', 'invoke', 'job']);
    expect(filesWith(/exposeInMainWorld/)).toEqual(['src/main/preload/index.ts']);
  });

  it('and beyond it: requests that leave the app end, downloads never start', async () => {
    const onBeforeRequest = vi.fn();
    const setProxy = vi.fn<(config: { proxyRules: string }) => Promise<void>>(() => Promise.resolve());
    const session = { ...anEmitter(), webRequest: { onBeforeRequest }, setProxy };
    await closeNetwork(session as never);
    const [judge] = onBeforeRequest.mock.calls[0] as [(details: { url: string }, answer: unknown) => void];
    const answer = vi.fn();
    judge({ url: 'https://example.com/' }, answer);
    expect(answer).toHaveBeenCalledWith({ cancel: true });
    const preventDefault = vi.fn();
    session.listeners['will-download']?.({ preventDefault } as never);
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(setProxy).toHaveBeenCalledOnce();
  });

  it('and beyond it: WebRTC may not go around the proxy, which is a dead end', () => {
    expect(locked().setWebRTCIPHandlingPolicy).toHaveBeenCalledWith('disable_non_proxied_udp');
  });

  it('and beyond it: what is installed is pinned, and nothing runs when it is', () => {
    const { dependencies, devDependencies, scripts } = JSON.parse(
      readFileSync(join(root, 'package.json'), 'utf8'),
    ) as Record<'dependencies' | 'devDependencies' | 'scripts', Record<string, string>>;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
      const exact = version.replace(/^npm:[^@]+@/, '');
      expect([name, exact]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+(-[\w.]+)?$/) as string]);
    }
    // Bundled libraries are not shipped a second time; this one starts worker threads from its own file.
    expect(Object.keys(dependencies)).toEqual(['tinypool']);
    for (const hook of ['preinstall', 'install', 'postinstall', 'prepare']) {
      expect(scripts).not.toHaveProperty(hook);
    }
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string; integrity?: string }>;
    };
    const unsealed = Object.entries(packages).filter(([path, { integrity }]) => path !== '' && !integrity);
    expect(unsealed).toEqual([]);
  });

  it('and beyond it: no markup is made from strings in the page, nor code anywhere', () => {
    expect(filesWith(/dangerouslySetInnerHTML|\.innerHTML\s*=|insertAdjacentHTML|document\.write/)).toEqual(
      [],
    );
    expect(filesWith(/\beval\(|new Function\(/)).toEqual([]);
  });
});
