import { slugify } from 'markdown-to-jsx/react';
import type { GuideId } from './guides';

/** A part of a guide under one heading. */
export interface Section {
  readonly guide: GuideId;
  readonly title: string;
  /** The id of its heading, where the guide is shown. */
  readonly anchor: string;
  /** What stands under the heading, in Markdown. */
  readonly text: string;
}

const HEADING = /^#{1,4} (.+)$/;
const FENCE = /^\s*```/;

/** A heading as it reads, without the marks of code and emphasis. */
const plain = (heading: string): string => heading.replaceAll(/[`*]/g, '').trim();

/** The sections of a guide, the first under its title; what looks like a heading inside code is none. */
export function sectionsOf(guide: GuideId, markdown: string): readonly Section[] {
  const sections: { title: string; lines: string[] }[] = [];
  let inCode = false;
  for (const line of markdown.split('\n')) {
    if (FENCE.test(line)) inCode = !inCode;
    const heading = inCode ? undefined : HEADING.exec(line)?.[1];
    if (heading === undefined) sections.at(-1)?.lines.push(line);
    else sections.push({ title: plain(heading), lines: [] });
  }
  return sections.map(({ title, lines }) => ({
    guide,
    title,
    anchor: slugify(title),
    text: lines.join('\n').trim(),
  }));
}

/** The sections that hold every word that is asked for, those first that have all of them in their title. */
export function sectionsWith(sections: readonly Section[], query: string): readonly Section[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const holds = (text: string): boolean => {
    const lower = text.toLowerCase();
    return words.every((word) => lower.includes(word));
  };
  const found = sections.filter(({ title, text }) => holds(`${title}\n${text}`));
  return [...found.filter(({ title }) => holds(title)), ...found.filter(({ title }) => !holds(title))];
}
