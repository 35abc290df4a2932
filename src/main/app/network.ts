import type { Session } from 'electron';
import { isOwnAddress } from '../pages/own-origin';

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
