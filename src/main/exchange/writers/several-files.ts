// The build for Node declares a `require` of its own, which the bundle of the main process has already.
import { zipSync, type Zippable } from 'fflate/browser';

/** Some files as one ZIP; the day stands for the time of each, so that equal files give equal bytes. */
export function zipped(files: ReadonlyMap<string, Uint8Array>, day: string): Uint8Array {
  // The format keeps local time without a zone.
  const [year = 1980, month = 1, date = 1] = day.split('-').map(Number);
  const mtime = new Date(year, month - 1, date);
  const entries: Zippable = {};
  for (const [name, content] of files) entries[name] = [content, { mtime }];
  return zipSync(entries, { level: 6 });
}
