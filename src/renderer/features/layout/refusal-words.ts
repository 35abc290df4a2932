import type { Refusal } from '#shared/refusal';
import { messageFor } from '../../i18n/message';

/** A refusal in the language of the screen; its English sentence where no message has its code. */
export const refusalWords = ({ code, params, message }: Refusal): string =>
  messageFor(`layout:refusal.${code}`, params) ?? messageFor(`problems:${code}`, params) ?? message;
