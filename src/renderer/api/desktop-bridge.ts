import type { Bridge } from '#shared/api/bridge';

/** What the desktop's preload script hands to the page; undefined in a browser. */
export const desktopBridge = (globalThis as { readonly fleetwright?: Bridge }).fleetwright;
