import { messageFor } from '#renderer/i18n/i18n';
import type { Refusal } from '#shared/refusal/refusal';

/** A refusal in the language of the screen; its English sentence where no message has its code. */
export const refusalWords = ({ code, params, message }: Refusal): string =>
  messageFor(`layout:refusal.${code}`, params) ?? messageFor(`problems:${code}`, params) ?? message;
