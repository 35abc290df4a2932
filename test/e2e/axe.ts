import type { Page } from '@playwright/test';
import axeCore from 'axe-core';

/** What axe finds wrong within an element, as "rule: place"; nothing where all is sound. */
export async function axeFindings(page: Page, within = 'body'): Promise<readonly string[]> {
  await page.evaluate(`${axeCore.source}\n;undefined`);
  return page.evaluate(async (context) => {
    const axe = (globalThis as unknown as { readonly axe: typeof axeCore }).axe;
    const { violations } = await axe.run(context);
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
  }, within);
}
