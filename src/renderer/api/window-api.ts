import { localDayOf } from '#shared/time/calendar-day';
import { type Api, createClient } from './client';
import { desktopBridge } from './desktop-bridge';
import { ownOf, type Own } from './own';
import { bridgeTransport } from './transport';
import { webTransport } from './web-transport';

/** What the calls below are answered by, once the window has read its library. */
export const own: Own = ownOf(() => localDayOf(Date.now()));

/** The main side, as the screens know it: the same in the desktop app and in a browser. */
export const api: Api = createClient(
  desktopBridge === undefined ? webTransport() : bridgeTransport(desktopBridge),
  own,
);
