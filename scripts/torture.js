import './node-version.js';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';
import { broughtBrowser } from './browser.js';
import { electronExecutable, findCommand, hasDisplay, root } from './runtime.js';

/**
 * Kills the built app while it works and counts what is lost; CONTRIBUTING.md says what it tries.
 *
 * usage: npm run torture [-- [--kills N] [--seed S] [--only NAME] [--host browser|desktop] [--json FILE]]
 */

const usage =
  'usage: npm run torture [-- [--kills N] [--seed S] [--only NAME] [--host browser|desktop] [--json FILE]]';

function refuse(reason) {
  console.error(`${reason}\n${usage}`);
  process.exit(2);
}

function readOptions() {
  try {
    const options = ['kills', 'seed', 'only', 'host', 'json'].map((name) => [name, { type: 'string' }]);
    return parseArgs({ options: Object.fromEntries(options) }).values;
  } catch (error) {
    return refuse(error.message);
  }
}

function wholeNumber(text, name) {
  const number = Number(text);
  return Number.isSafeInteger(number) && number >= 0
    ? number
    : refuse(`--${name} ${text} is not a whole number.`);
}

const given = readOptions();
const kills = wholeNumber(given.kills ?? '10', 'kills');
const seed = wholeNumber(given.seed ?? '1', 'seed');
if (![undefined, 'browser', 'desktop'].includes(given.host)) refuse(`There is no host ${given.host}.`);
if (process.platform !== 'linux') refuse('Only Linux tells which processes belong to the app.');
if (!existsSync(join(root, 'out/main/web.js'))) refuse('The app is not built: npm run build');

const wantsDesktop = given.host !== 'browser' && electronExecutable() !== undefined;
if (wantsDesktop && !hasDisplay()) {
  const virtual = findCommand('xvfb-run');
  if (virtual === undefined) refuse('There is no display. To have one: apt-get install xvfb xauth');
  const { status } = spawnSync(virtual, ['-a', process.execPath, ...process.argv.slice(1)], {
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}

const missing = {
  browser: (await broughtBrowser()).reason,
  desktop: electronExecutable() === undefined ? "Electron's runtime is not here" : undefined,
};
const hosts = ['browser', 'desktop'].filter((name) => given.host === undefined || given.host === name);
for (const host of hosts) if (missing[host]) console.error(`NOT RUN: ${host}, because ${missing[host]}.`);

const quiet = { root, configFile: false, logLevel: 'error' };
const { torture, caseNames, isSound, reportOf } = (
  await runnerImport(join(root, 'test/torture/index.ts'), quiet)
).module;
if (given.only !== undefined && !caseNames.includes(given.only)) {
  refuse(`There is no case ${given.only}; there are ${caseNames.join(', ')}.`);
}

const startedAt = performance.now();
const tallies = await torture({
  ...{ kills, seed, only: given.only, hosts: hosts.filter((host) => !missing[host]) },
  onTally: (tally) => console.log(`${reportOf([tally])}\n`),
});
const seconds = Math.round((performance.now() - startedAt) / 1000);
const date = new Date().toISOString().slice(0, 10);
const total = tallies.reduce((sum, tally) => sum + tally.kills, 0);
const lost = tallies.reduce((sum, tally) => sum + tally.lost, 0);
console.log(reportOf(tallies));
console.log(`${total} kills, ${lost} acknowledged edits lost, seed ${seed}, ${date}, ${seconds} seconds`);
if (given.json !== undefined) {
  writeFileSync(
    resolve(given.json),
    `${JSON.stringify({ date, seed, kills, seconds, tallies }, undefined, 2)}\n`,
  );
}
process.exit(tallies.every(isSound) && hosts.every((host) => !missing[host]) ? 0 : 1);
