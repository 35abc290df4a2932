import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures';

/** A new scenario, open in the layout; the first start shows the comparison. */
export async function newLayout(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Layout' }).click();
  await page.getByRole('button', { name: 'New', exact: true }).first().click();
}

/** An open scenario with one empty rack. */
export async function withRack(page: Page): Promise<void> {
  await newLayout(page);
  await page.getByRole('main').getByRole('button', { name: 'Add a rack' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(rack(page, 'A01')).toBeVisible();
}

export const canvas = (page: Page): Locator => page.getByRole('application');
export const rack = (page: Page, name: string): Locator =>
  canvas(page).getByRole('group', { name: `Rack ${name},` });
export const device = (page: Page, name: string): Locator =>
  canvas(page).getByRole('button', { name: `${name},` });
export const said = (page: Page): Locator => page.getByTestId('layout-said');

export async function drag(page: Page, from: Locator, to: Locator, share: number): Promise<void> {
  // Hovering waits until what is taken stands still; only then do the places hold.
  await from.hover();
  const [source, target] = [await from.boundingBox(), await to.boundingBox()];
  if (!source || !target) throw new Error('Nothing to drag from or to');
  await page.mouse.move(source.x + 30, source.y + source.height / 2);
  await page.mouse.down();
  await page.mouse.move(target.x + target.width / 2, target.y + target.height * share, { steps: 8 });
}
