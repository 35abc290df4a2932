import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { corpusOf } from './train-lpu-model/corpus.js';
import { learnPairs, tokenizerOf } from './train-lpu-model/byte-pairs.js';
import { learn, newNetwork, parametersOf, shape } from './train-lpu-model/network.js';
import { checkpointOf, configurationOf } from './train-lpu-model/checkpoint.js';
import { root } from './runtime.js';

/**
 * Trains the language model that `fleetwright lpu run` has on board, on the prose of this repository's documents.
 * usage: node scripts/train-lpu-model.js [STEPS] [FOLDER] [LAST]   (LAST ends a schedule of STEPS early)
 */

const SEED = 20;
const SEQUENCES = 4;
const LENGTH = 128;
const PEAK_RATE = 6e-3;
const WARM_UP = 40;
const steps = Number(process.argv[2] ?? 800);
const folder = process.argv[3] ?? join(root, 'resources/lpu-model');
const last = Math.min(steps, Number(process.argv[4] ?? steps));

/** Mulberry32: a small generator, so that the same seed trains the same model. */
function stream(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function tokensOf(text, tokenizer) {
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const reader = new Tokenizer(tokenizer, {});
  return text.split('\n').flatMap((paragraph) => [...reader.encode(paragraph).ids, 0]);
}

const random = stream(SEED);
const text = corpusOf(root);
const pairs = learnPairs(text, shape.vocabulary);
const tokenizer = tokenizerOf(pairs);
const tokens = await tokensOf(text, tokenizer);
const heldOut = Math.floor(tokens.length * 0.97);
console.log(`${text.length} characters, ${tokens.length} tokens`);

const network = newNetwork(random);
const parameters = parametersOf(network);
const count = parameters.reduce((sum, { value }) => sum + value.length, 0);
console.log(`${count} parameters`);

function batch(first, last) {
  const [inputs, targets] = [[], []];
  for (let sequence = 0; sequence < SEQUENCES; sequence += 1) {
    const start = first + Math.floor(random() * (last - first - LENGTH - 1));
    inputs.push(...tokens.slice(start, start + LENGTH));
    targets.push(...tokens.slice(start + 1, start + LENGTH + 1));
  }
  return { tokens: inputs, targets, length: LENGTH };
}

const moments = parameters.map(({ value }) => [
  new Float32Array(value.length),
  new Float32Array(value.length),
]);

/** AdamW with the usual constants; gains are not decayed. */
function step(number) {
  const warm = Math.min(1, (number + 1) / WARM_UP);
  const rate = PEAK_RATE * warm * (0.05 + 0.475 * (1 + Math.cos((Math.PI * number) / steps)));
  let squares = 0;
  for (const { gradient } of parameters) for (const each of gradient) squares += each * each;
  const clip = Math.min(1, 1 / Math.sqrt(squares));
  const [first, second] = [1 - 0.9 ** (number + 1), 1 - 0.98 ** (number + 1)];
  for (const [index, { value, gradient }] of parameters.entries()) {
    const [mean, square] = moments[index];
    const decay = value.length > shape.hidden ? 0.05 : 0;
    for (let i = 0; i < value.length; i += 1) {
      const each = gradient[i] * clip;
      mean[i] = 0.9 * mean[i] + 0.1 * each;
      square[i] = 0.98 * square[i] + 0.02 * each * each;
      value[i] -= rate * (mean[i] / first / (Math.sqrt(square[i] / second) + 1e-8) + decay * value[i]);
    }
    gradient.fill(0);
  }
}

let smooth;
for (let number = 0; number < last; number += 1) {
  const loss = learn(network, batch(0, heldOut));
  smooth = smooth === undefined ? loss : 0.97 * smooth + 0.03 * loss;
  step(number);
  if (number % 50 === 0) console.log(`step ${number}: loss ${smooth.toFixed(3)}`);
}
let unseen = 0;
const CHECKS = 6;
for (let check = 0; check < CHECKS; check += 1)
  unseen += learn(network, batch(heldOut, tokens.length)) / CHECKS;
console.log(`training loss ${smooth.toFixed(3)}, loss on held-out text ${unseen.toFixed(3)} nats per token`);

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'tokenizer.json'), `${JSON.stringify(tokenizer, null, 1)}\n`);
writeFileSync(join(folder, 'config.json'), `${JSON.stringify(configurationOf(), null, 2)}\n`);
writeFileSync(join(folder, 'model.safetensors'), checkpointOf(network));
