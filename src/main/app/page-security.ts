import { protocol, type Session, type WebContents, type WebPreferences } from 'electron';
import { isOwnAddress, OWN_SCHEME } from '#main/pages/own-origin';
import { respondWithPage } from '#main/pages/respond';

/** Must run before the app is ready. Without `standard` and `secure` the pages would have no IndexedDB. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: OWN_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built pages in `root` under the app's own address. */
export function servePages(session: Session, root: string): void {
  session.protocol.handle(OWN_SCHEME, (request) => respondWithPage(request, { root, isOwn: isOwnAddress }));
}

/** Whether a page may load an address at all: our own, and what a page made itself. */
export function mayLoad(address: string): boolean {
  if (isOwnAddress(address)) return true;
  const { protocol } = new URL(address);
  return protocol === 'data:' || protocol === 'devtools:' || address.startsWith('blob:app://fleetwright/');
}

/** A proxy that nobody runs: what is no request of a page, such as a relay of WebRTC, has to go through it. */
const DEAD_END = { proxyRules: 'socks5://127.0.0.1:9', proxyBypassRules: '<-loopback>' } as const;

/** Nothing leaves the machine: every request that is not for our own pages ends here. Downloads never start. */
export async function closeNetwork(session: Session): Promise<void> {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
  await session.setProxy(DEAD_END);
}

const granted: ReadonlySet<string> = new Set([
  'clipboard-sanitized-write',
  'fullscreen',
  'persistent-storage',
]);

/** Whether a page may have a permission: writing the clipboard, filling the screen, keeping its library; only our own. */
export const isGranted = (permission: string, address: string | undefined): boolean =>
  granted.has(permission) && isOwnAddress(address);

/** Electron asks the check handler for what is already granted and the request handler for what is not: both decide. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(isGranted(permission, details.requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => isGranted(permission, origin));
  session.setDevicePermissionHandler(() => false);
}

interface Preventable {
  preventDefault(): void;
}

/** Keeps a page where it is: no other address, no second window, no webview. */
export function lockNavigation(contents: WebContents): void {
  const stay = (event: Preventable & { readonly url: string }): void => {
    if (!isOwnAddress(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // What WebRTC sends is no request of a page, so no filter of requests sees it.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** Every safeguard is stated, also where it is the default, so that a changed default changes nothing here. */
export const securePreferences = (preload: string): WebPreferences => ({
  preload,
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  // Its dictionaries would be fetched from the network.
  spellcheck: false,
});
