import './node-version.js';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { iconSet } from './icon-set.js';
import { root } from './runtime.js';

/** Draws the icons of the installers anew: npm run icons */

for (const [path, bytes] of await iconSet()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), bytes);
  console.log(`${path}  ${bytes.length} bytes`);
}
