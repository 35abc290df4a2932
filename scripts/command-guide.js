/** What docs/guide/command-line.md shows: commands that are run, and the help of every command. */

/** Each with the title of its section. */
export const examples = [
  ['Example scenarios', ['examples']],
  ['Two fleets side by side', ['compare', 'example:article-7b-lpu', 'example:article-7b-h100']],
  ['One fleet, and what does not fit', ['plan', 'example:article-7b-lpu']],
  ['How a figure is derived', ['plan', 'example:article-7b-lpu', '--trace', 'cost/capital']],
  ['Servers into racks', 'fit example:mixed-fleet --servers dgx-h100=6,groq-node-v1=9 --racks 8'.split(' ')],
  [
    'Cost of a fleet, and the probability that it costs less',
    'cost example:article-7b-lpu --against example:article-7b-h100'.split(' '),
  ],
  [
    'From a demand to fleets that meet it',
    'size --model llama-3.1-8b --input 512 --output 128 --rate 20 --ttft 0.5 --tpot 0.03 --spare 1'.split(
      ' ',
    ),
  ],
  [
    'A quote',
    'quote example:article-7b-h100 --number Q-1 --issued 2026-11-22 --valid-until 2026-12-22 --leave-out-unpriced --as csv'.split(
      ' ',
    ),
  ],
  [
    'A quote that is refused',
    'quote example:article-7b-h100 --number Q-1 --issued 2026-11-22 --valid-until 2026-12-22'.split(' '),
  ],
];

/** The names of the commands that a help lists, with those below them. */
const commandsIn = (help) =>
  [...(help.split('\nCommands:\n')[1] ?? '').split('\n\n')[0].matchAll(/^ {2}([a-z]+)/gm)]
    .map(([, name]) => name)
    .filter((name) => name !== 'help');

/**
 * A command line with its answer, as the guide shows it: standard output, or what went wrong where there is none. The
 * progress that standard error tells is left out, as it follows the machine.
 */
async function shown(run, words) {
  const { out, err, code } = await run(words);
  const text = (out === '' ? err : out).replaceAll('\r\n', '\n').replace('\uFEFF', '').trimEnd();
  return {
    out,
    section: `\`\`\`\n$ fleetwright ${words.join(' ')}\n${text}\n\`\`\`\n\nExit code ${code}.\n`,
  };
}

async function helpOf(run, words) {
  const { out, section } = await shown(run, [...words, '--help']);
  const below = [];
  for (const name of commandsIn(out)) below.push(...(await helpOf(run, [...words, name])));
  return [section, ...below];
}

/** The sections of the guide, by running every command line with `run`. */
export async function guideSections(run) {
  const sections = [];
  for (const [title, words] of examples) sections.push(`## ${title}\n\n${(await shown(run, words)).section}`);
  const [whole, ...each] = await helpOf(run, []);
  return [...sections, `## Every command\n\n${whole}`, ...each];
}
