import type { Version } from '../../documents/versions/version';
import { messageFor, type message as messageFunction } from '../../i18n/message';

/** What a version is called: the user's name, or why it was kept by itself. */
export function versionName({ name, reason }: Version, message: typeof messageFunction): string {
  if (name !== undefined) return name;
  if (reason.kind !== 'before') return message('history:day');
  const edit = messageFor(reason.edit.key, reason.edit.params);
  return edit === undefined ? message('history:beforeUnknown') : message('history:before', { edit });
}

/** A name that no version has yet: the first free number. */
export function freeVersionName(versions: readonly Version[], message: typeof messageFunction): string {
  const taken = new Set(versions.map(({ name }) => name));
  let number = 1;
  while (taken.has(message('history:defaultName', { number }))) number += 1;
  return message('history:defaultName', { number });
}

/** How many racks and devices a version holds, in words. */
export const contentsOf = ({ racks, devices }: Version, message: typeof messageFunction): string =>
  message('history:contents', {
    racks: message('history:racks', { count: racks }),
    devices: message('history:devices', { count: devices }),
  });
