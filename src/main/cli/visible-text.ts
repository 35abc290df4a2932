import type { CommandHost } from './host';

/**
 * What a terminal takes for an order and not for text: control characters but tabs and line ends (ECMA-48), and what turns the
 * direction of the text behind it (UAX #9). A return is a line end only before a line feed.
 */
const ORDERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]|\r(?!\n)/g;

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The text with every order to a terminal spelt out, as JSON spells it, so that JSON still says the same. */
export const visibleText = (text: string): string => text.replaceAll(ORDERS, escaped);

/** The host, which prints nothing that a name in a file could order the terminal to do. */
export const withVisibleText = (host: CommandHost): CommandHost => ({
  ...host,
  out: (text) => host.out(visibleText(text)),
  err: (text) => host.err(visibleText(text)),
});
