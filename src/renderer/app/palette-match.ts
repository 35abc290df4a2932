import type { Action } from './actions';

/** Actions that a query finds, best first: every word of it must occur; a start counts more than a middle. */
export function matching(actions: readonly Action[], query: string): readonly Action[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return actions;
  return actions
    .map((action) => ({ action, score: scoreOf(action, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ action }) => action);
}

function scoreOf({ title, keywords = '' }: Action, words: readonly string[]): number {
  const text = title.toLowerCase();
  let score = 0;
  for (const word of words) {
    if (text.startsWith(word)) score += 4;
    else if (text.includes(` ${word}`)) score += 3;
    else if (text.includes(word)) score += 2;
    else if (keywords.toLowerCase().includes(word)) score += 1;
    else return 0;
  }
  return score;
}
