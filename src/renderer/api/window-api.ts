import { localDayOf } from '#shared/time/calendar-day';
import { type Api, createClient } from './client';
import { desktopBridge } from './desktop-bridge';
import { ownPriceBook, type OwnPriceBook } from './own-price-book';
import { bridgeTransport } from './transport';
import { webTransport } from './web-transport';

/** What the calls below are priced by, once the window has read its library. */
export const priceBook: OwnPriceBook = ownPriceBook(() => localDayOf(Date.now()));

/** The main side, as the screens know it: the same in the desktop app and in a browser. */
export const api: Api = createClient(
  desktopBridge === undefined ? webTransport() : bridgeTransport(desktopBridge),
  priceBook,
);
