#!/usr/bin/env node
import '#scripts/node-version';

// An old Node reads this file to its end, and is told what it lacks, before it meets anything that it cannot read. So this file
// is written in what such a Node knows, and brings everything else only then.
void import('./cli/start').then(function ({ start }) {
  return start(import.meta.dirname);
});
