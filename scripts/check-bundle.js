import { BUDGET_KILOBYTES, firstLoad } from './first-load.js';
import { root } from './runtime.js';

/** Fails where the pages have grown past what a start may fetch; `npm run build` comes first. */

const LARGEST_SHOWN = 8;

const files = await firstLoad(root);
const total = files.reduce((sum, { kilobytes }) => sum + kilobytes, 0);
for (const { file, kilobytes } of files.slice(0, LARGEST_SHOWN)) {
  console.log(`${kilobytes.toFixed(1).padStart(8)} kB  ${file}`);
}
console.log(
  `${total.toFixed(1).padStart(8)} kB  first load, gzip, of at most ${BUDGET_KILOBYTES} (${files.length} files)`,
);
if (total > BUDGET_KILOBYTES) {
  console.error('What the first view does without belongs into a part of its own: see fetchedLater.');
  process.exit(1);
}
