/** The guides of the project, in the order of the work: from racks to quote, then files and keeping, then the command line. */
export const guideIds = [
  'layout-designer',
  'placement-and-auto-fit',
  'power-and-cooling',
  'performance',
  'cost',
  'compare',
  'quotes',
  'price-book',
  'models-and-libraries',
  'exchange',
  'history',
  'backups',
  'command-line',
  'studies',
] as const;

export type GuideId = (typeof guideIds)[number];

const files = import.meta.glob<string>('../../../../docs/guide/*.md', { query: '?raw', import: 'default' });

/** Fetches the text of a guide, in Markdown. */
export async function guideText(id: GuideId): Promise<string> {
  const load = files[`../../../../docs/guide/${id}.md`];
  if (load === undefined) throw new Error(`There is no guide ${id}`);
  return load();
}

export const isGuide = (name: string): name is GuideId => guideIds.some((id) => id === name);
