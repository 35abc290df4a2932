import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { guideIds, guideText } from '#renderer/features/help/guides';
import { sectionsOf, sectionsWith } from '#renderer/features/help/sections';

const guides = join(import.meta.dirname, '../../../../docs/guide');

describe('the guides in the app', () => {
  it('are all of the project', () => {
    const written = readdirSync(guides).map((name) => name.replace(/\.md$/, ''));
    expect([...guideIds].sort()).toEqual(written.sort());
  });

  it.each(guideIds)('%s begins with its title', async (id) => {
    const [first] = sectionsOf(id, await guideText(id));
    expect(first?.title).toMatch(/^[A-Z]/);
  });

  it('link to sections of each other that are there', async () => {
    const anchors = new Map<string, ReadonlySet<string>>();
    const links: { from: string; to: string; anchor: string | undefined }[] = [];
    for (const id of guideIds) {
      const text = await guideText(id);
      anchors.set(id, new Set(sectionsOf(id, text).map(({ anchor }) => anchor)));
      for (const [, to = '', anchor] of text.matchAll(/\]\(([\w-]+)\.md(?:#([\w-]+))?\)/g)) {
        links.push({ from: id, to, anchor });
      }
    }
    const broken = links.filter(
      ({ to, anchor }) => !anchors.has(to) || (anchor !== undefined && !anchors.get(to)?.has(anchor)),
    );
    expect(links.length).toBeGreaterThan(0);
    expect(broken).toEqual([]);
  });
});

describe('searching the guides', () => {
  const sections = sectionsOf(
    'quotes',
    '# Quotes\n\nA quote has a number.\n\n## `Price` *book*\n\nEvery price has a source.\n\n```\n# no heading\n```\n',
  );

  it('finds what holds every word, whatever its case', () => {
    expect(sectionsWith(sections, 'PRICE source').map(({ title }) => title)).toEqual(['Price book']);
    expect(sectionsWith(sections, 'price number')).toEqual([]);
  });

  it('shows first what says it in the title', () => {
    const two = sectionsOf('cost', '# One\n\nabout power\n\n## Power\n\nwatts');
    expect(sectionsWith(two, 'power').map(({ title }) => title)).toEqual(['Power', 'One']);
  });

  it('takes no comment in code for a heading, and finds nothing for nothing', () => {
    expect(sections).toHaveLength(2);
    expect(sectionsWith(sections, '  ')).toEqual([]);
  });
});
