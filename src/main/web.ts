import '#scripts/node-version';

// As in the command line: an old Node is told what it lacks before it meets anything that it cannot read.
void import('./api/web-program').then(function ({ startWeb }) {
  return startWeb(import.meta.dirname);
});
