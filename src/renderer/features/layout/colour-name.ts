import type { MessageKey } from '../../i18n/message';
import type { Colour } from './designer';

/** What a measure is called. */
export const colourName = (colour: Colour): MessageKey =>
  colour === 'life' || colour === 'survival'
    ? `dates:colours.${colour}`
    : colour === 'remaining' || colour === 'tokens'
      ? `designer:colours.${colour}`
      : `layout:colours.${colour}`;
