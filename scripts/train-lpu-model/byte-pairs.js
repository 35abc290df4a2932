/** Learns a byte-level byte-pair vocabulary and writes it in the form of tokenizer.json. */

const PIECES = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

/** Bytes as visible characters, in the mapping that byte-level vocabularies share (GPT-2). */
function byteLetters() {
  const printable = [];
  for (const [first, last] of [
    [33, 126],
    [161, 172],
    [174, 255],
  ])
    for (let code = first; code <= last; code += 1) printable.push(code);
  const letters = new Array(256);
  for (const code of printable) letters[code] = String.fromCodePoint(code);
  let next = 256;
  for (let byte = 0; byte < 256; byte += 1) letters[byte] ??= String.fromCodePoint(next++);
  return letters;
}

const letters = byteLetters();
const lettersOf = (piece) => [...Buffer.from(piece, 'utf8')].map((byte) => letters[byte]);

/** The vocabulary of `size` tokens: the end mark, the bytes of plain text, then pairs by how often they occur. */
export function learnPairs(text, size) {
  const counts = new Map();
  for (const [piece] of text.matchAll(PIECES)) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const words = [...counts].map(([piece, count]) => ({ parts: lettersOf(piece), count }));
  const vocabulary = ['<|end|>', ...letters];
  const merges = [];
  while (vocabulary.length < size) {
    const pairs = new Map();
    for (const { parts, count } of words)
      for (let index = 1; index < parts.length; index += 1) {
        const pair = `${parts[index - 1]} ${parts[index]}`;
        pairs.set(pair, (pairs.get(pair) ?? 0) + count);
      }
    let best;
    for (const [pair, count] of pairs)
      if (best === undefined || count > best[1] || (count === best[1] && pair < best[0]))
        best = [pair, count];
    if (best === undefined) break;
    const [left, right] = best[0].split(' ');
    merges.push([left, right]);
    vocabulary.push(left + right);
    for (const word of words) word.parts = merged(word.parts, left, right);
  }
  return { vocabulary, merges };
}

function merged(parts, left, right) {
  const result = [];
  for (const part of parts) {
    if (part === right && result.at(-1) === left) result[result.length - 1] = left + right;
    else result.push(part);
  }
  return result;
}

export const tokenizerOf = ({ vocabulary, merges }) => ({
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: [
    {
      id: 0,
      content: vocabulary[0],
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    },
  ],
  normalizer: null,
  pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
  post_processor: null,
  decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
  model: {
    type: 'BPE',
    dropout: null,
    unk_token: null,
    continuing_subword_prefix: null,
    end_of_word_suffix: null,
    fuse_unk: false,
    byte_fallback: false,
    vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    merges: merges.map((pair) => pair.join(' ')),
  },
});
