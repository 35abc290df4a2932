import type { Bridge } from '#shared/api/bridge';
import { localDayOf } from '#shared/calendar-day';
import type { Api } from './api/api';
import { bridgeTransport } from './api/bridge-transport';
import { createClient } from './api/client';
import { ownPriceBook, type OwnPriceBook } from './api/own-price-book';
import { webTransport } from './api/web-transport';

const bridge = (globalThis as { readonly fleetwright?: Bridge }).fleetwright;

/** What the calls below are priced by, once the window has read its library. */
export const priceBook: OwnPriceBook = ownPriceBook(() => localDayOf(Date.now()));

/** The main side, as the screens know it: the same in the desktop app and in a browser. */
export const api: Api = createClient(
  bridge === undefined ? webTransport() : bridgeTransport(bridge),
  priceBook,
);
