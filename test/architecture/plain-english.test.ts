import { describe, expect, it } from 'vitest';
import {
  documents,
  messagesIn,
  textsOfData,
  textsOfSources,
  titlesOfDecisions,
  type UserText,
} from '../support/user-texts';

/** A kind of wording that plain English does without, and what to write instead. */
interface Kind {
  readonly instead: string;
  readonly pattern: RegExp;
}

/** One kind a line; `example` is a sentence that must be caught, so that no pattern can rot. */
const kinds: Readonly<Record<string, Kind & { readonly example: string }>> = {
  'an absent person': {
    instead: 'say what is missing: "no published power"',
    pattern: /\b(?:nobody|no one|no-one)\b/i,
    example: 'Nobody publishes the idle power.',
  },
  'a negated noun': {
    instead: 'is not a …, is not valid',
    pattern: /(?<!\bthere )\b(?:is|are|was|were) no (?!longer\b|more\b)/i,
    example: '“x” is no port',
  },
  'an unnamed number': {
    instead: 'name the number, the percentile or the share',
    pattern:
      /\b(?:so|as) (?:many|often) (?:of|from|pieces|meet|are|is|as it takes)|\bso (?:many|often)\b(?! that)/i,
    example: 'For so many of 100 requests',
  },
  'to stand for to be': {
    instead: 'is, is placed, remains; an issued quote',
    pattern: /\b(?:stand|stands|stood|standing)\b(?!-| alone\b)/i,
    example: 'A quote that stands',
  },
  'to reckon': {
    instead: 'apply, calculate, assume',
    pattern: /\breckon/i,
    example: 'Prices that this scenario reckons with',
  },
  'an asker': {
    instead: 'requested, required, the workload',
    pattern: /\b(?:asks|asked for|who ask|who asks|whoever|whom)\b/i,
    example: 'Who asks, by id',
  },
  'an inverted owner': {
    instead: 'your own …, its own …',
    pattern: /\b(?:an?|the|some) [a-z-]+ of (?:your|our|its|their|one’s|the user’s|the user's) own\b/i,
    example: 'Enter a price of your own for it.',
  },
  'an excluded sum': {
    instead: 'excluded from totals',
    pattern: /\bin no (?:sum|sums|total|totals|cost|costs|price)\b/i,
    example: 'no price; in no sum',
  },
  'a condition by place': {
    instead: 'if omitted, if empty, when',
    pattern: /\b(?:where|when) left (?:out|empty)\b|\bas others where\b/i,
    example: 'all of the catalogue where left out',
  },
  'an antique word': {
    instead: 'again, otherwise, only, which',
    pattern:
      /\b(?:anew|thereof|whereof|wherein|lest|hence|albeit|at the least|beside|nought|naught|turn it round)\b/i,
    example: 'place anew what is in the racks',
  },
  'a soft imperative': {
    instead: 'Set, Choose, Move, Enter',
    pattern: /\b(?:let it|let them|take another|take one of)\b/i,
    example: 'Take another number.',
  },
  'a wish': {
    instead: 'overlaps, exceeds, needs',
    pattern: /\bwants? (?:the|a) (?:place|same)\b|\bboth want\b/i,
    example: 'A wants the place of B.',
  },
  'a thing that speaks': {
    instead: 'states, specifies, lists',
    pattern:
      /\b(?:source|sources|file|files|option|options|catalogue|scenario|plan|is) (?:say|says|said|tell|tells|told)\b/i,
    example: 'beyond what the sources say',
  },
  'an unnamed whole': {
    instead: 'incomplete, invalid',
    pattern: /\b(?:is|are) not whole\b/i,
    example: 'The file is not whole.',
  },
  'digits grouped by a space': {
    instead: '1,024',
    pattern: /(?<![\d.,#×:/-])\b[1-9]\d{0,2}(?:[  ]\d{3})+\b(?!\s*(?:\||→|-))/,
    example: 'At most 1 024 racks',
  },
  'one of many': {
    instead: '1 rack',
    pattern:
      /(?<![\d.,–/×-])(?<!(?:level|phase|to|step|line|page|stage|the) )\b1 (?:racks|devices|scenarios|times|years|months|days|hours|users|chips|servers|units|requests|tokens|supplies|feeds|errors|problems|files|rows|quotes|prices|copies|switches|entries)\b/i,
    example: '1 racks leave up to 20.1 kW',
  },
};

/** Third persons of verbs, and other words in s, that follow a name: "{{rack}} weighs …" counts nothing. */
const NOT_COUNTED = new Set(
  (
    'is was has does this less as its across unless us plus minus always besides ' +
    'adds allows already applies arrives becomes begins belongs buys calls carries changes comes computes contains ' +
    'costs covers dates delivers depends differs draws ends exceeds exists expires faces fails fits follows gets gives ' +
    'goes happens holds includes joins keeps lacks lies loses makes means meets misses moves names needs nests ' +
    'overlaps owns passes prefers provides reaches reads refers rejects replaces requires returns runs serves ' +
    'shows spans starts states stays stops supports switches takes trips uses waits weighs works'
  ).split(' '),
);

const FUNCTION_WORD =
  /^(?:of|and|or|to|in|on|at|is|are|the|from|by|with|for|per|a|an|not|as|than|over|under|into|it|that|must|cannot|can|may|would|will|could)$/;

/** A placeholder with up to two words after it, and what follows them. */
const COUNT = /\{\{(\w*)\}\}((?: [a-z][a-z-]*){1,3})(?! {2})(?=(.?))/g;

/** Plural nouns right after what is filled in, which would be `1 racks`. Units such as tokens/s are no nouns. */
function countsWithoutForm({ place, text }: UserText): readonly string[] {
  const formed = /_(?:one|other)$/.test(place);
  return [...text.matchAll(COUNT)].flatMap(([, name = '', words = '', next = '']) => {
    if (formed && name === 'count') return [];
    const before: string[] = [];
    for (const word of words.trim().split(' ')) {
      if (FUNCTION_WORD.test(word) || NOT_COUNTED.has(word)) return [];
      before.push(word);
      const isLast = before.length === words.trim().split(' ').length;
      if (/[a-z]{2}s$/.test(word) && !/(?:ss|us|is)$/.test(word)) {
        return isLast && next === '/' ? [] : [`{{${name}}} ${before.join(' ')}`];
      }
    }
    return [];
  });
}

/** How many times something is as much: no count of things. */
const RATIOS = /^\{\{(?:times|ratio)\}\} times$/;

/** All that is not plain in a text, each with its place and what to write instead. */
const faultsOf = (said: UserText): readonly string[] => [
  ...Object.entries(kinds)
    .filter(([, { pattern }]) => pattern.test(said.text))
    .map(
      ([kind, { pattern, instead }]) =>
        `${said.place}: ${kind} (“${pattern.exec(said.text)?.[0]}”); write ${instead}`,
    ),
  ...countsWithoutForm(said)
    .filter((count) => !RATIOS.test(count))
    .map((count) => `${said.place}: a number and its noun (“${count}”); write {{n|rack|racks}} or counted()`),
];

describe('plain English', () => {
  it.each(Object.entries(kinds))('knows %s by an example', (_, { pattern, example }) => {
    expect(pattern.test(example)).toBe(true);
  });

  it('knows a number whose noun has no form, and lets a verb after a name pass', () => {
    const counts = (text: string, place = 'a.json key') => countsWithoutForm({ place, text });
    expect(counts('{{racks}} racks')).toEqual(['{{racks}} racks']);
    expect(counts('{{n}} vertical power strips')).toEqual(['{{n}} vertical power strips']);
    expect(counts('{{rack}} weighs {{mass}}')).toEqual([]);
    expect(counts('{{speed}} tokens/s')).toEqual([]);
    expect(counts('{{count}} racks', 'a.json racks_other')).toEqual([]);
    expect(counts('{{count|rack|racks}}')).toEqual([]);
  });

  it.each([
    ['messages', () => messagesIn('en')],
    ['the sources: help, refusals, descriptions of schemas', textsOfSources],
    ['data: catalogue, examples, measured cases', textsOfData],
    ['documents', documents],
    ['the titles of decisions', titlesOfDecisions],
  ] as const)('is written in %s', (_, texts) => {
    const all = texts();
    expect(all.length).toBeGreaterThan(20);
    expect(all.flatMap(faultsOf)).toEqual([]);
  });
});

describe('plain Chinese', () => {
  const faults: Readonly<Record<string, (text: UserText) => boolean>> = {
    'a plural form of English': ({ place, text }) =>
      /_(?:zero|one|two|few|many|other)$/.test(place) || /\{\{\w+\|/.test(text),
    'digits grouped by a space': ({ text }) => /\d[   ]\d{3}\b/.test(text),
    'a half-width mark between Chinese words': ({ text }) =>
      /[\u4E00-\u9FFF][,;:?!](?:\s|$|[\u4E00-\u9FFF])/.test(text),
  };

  it.each(Object.entries(faults))('has no %s', (_, isFault) => {
    const all = messagesIn('zh-CN');
    expect(all.length).toBeGreaterThan(1_000);
    expect(all.filter(isFault).map(({ place, text }) => `${place}: ${text}`)).toEqual([]);
  });
});
