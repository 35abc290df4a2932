import type { WebContents } from 'electron';
import { isOwnAddress } from '../pages/own-origin';

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
