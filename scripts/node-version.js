/*
 * Ends at once where Node is too old. It is imported first, so it is evaluated before anything that an old Node lacks, and is
 * written in what every Node since 6 can read.
 */
const parts = process.versions.node.split('.');
const major = Number(parts[0]);
const minor = Number(parts[1]);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error('Node 20.19 or newer is needed; this is Node ' + process.versions.node + '.');
  process.exit(1);
}
