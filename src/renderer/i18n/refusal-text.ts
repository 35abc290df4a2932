import type { Refusal } from '#shared/refusal/refusal';
import { messageFor } from './i18n';

/** A refusal in the language of the screen, with what bounds a speed in words: by its code, or the sentence that came with it. */
export function refusalText(refusal: Refusal): string {
  const { code, message, limit, demand, unit, path, params } = refusal;
  const bound = params?.['bound'];
  const known = Object.entries({
    ...{ limit, demand, unit, path, ...params },
    ...(bound === undefined ? {} : { bound: messageFor(`shell:bound.${bound}`) ?? bound }),
  }).filter((entry): entry is [string, string | number] => entry[1] !== undefined);
  return messageFor(`problems:${code}`, Object.fromEntries(known)) ?? message;
}
