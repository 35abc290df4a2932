import type { Locator, Page } from '@playwright/test';

/** What the cases do in the window, by roles and labels as a user does. No act waits for long: the window may be dead. */

export const PATIENCE_MILLISECONDS = 20_000;
const patience = { timeout: PATIENCE_MILLISECONDS };

export const list = (page: Page): Locator => page.getByRole('list', { name: 'Scenarios', exact: true });
export const row = (page: Page, name: string): Locator =>
  list(page).getByRole('button', { name: new RegExp(`^${name}\\b`) });

export const waitSaved = (page: Page, timeout = PATIENCE_MILLISECONDS): Promise<void> =>
  page.locator('[role="status"][data-state="saved"]').waitFor({ timeout });

export async function rename(page: Page, from: string, to: string): Promise<void> {
  await row(page, from).first().press('F2', patience);
  const field = page.getByRole('textbox', { name: 'Rename' });
  await field.fill(to, patience);
  await field.press('Enter', patience);
}

export async function create(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New', exact: true }).first().click(patience);
  await row(page, 'New scenario').first().waitFor(patience);
  await rename(page, 'New scenario', name);
  await row(page, name).first().waitFor(patience);
}

/** One empty rack in the open scenario, which has none yet. */
export async function addFirstRack(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Layout' }).click(patience);
  await page.getByRole('main').getByRole('button', { name: 'Add a rack' }).click(patience);
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click(patience);
  await page.getByRole('application').getByRole('group', { name: 'Rack A01,' }).waitFor(patience);
}

export async function addRack(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Layout: Add rack');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click(patience);
}

/** Picks a device up in the palette and puts it where the app proposes. */
export async function placeDevice(page: Page): Promise<void> {
  await page.locator('[data-type="groq-node-v1"]').press('Enter', patience);
  await page.keyboard.press('Enter');
}
