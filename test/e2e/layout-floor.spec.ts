import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, test } from './fixtures';
import { newLayout, said } from './layout-page';

const inspector = (page: Page) => page.getByTestId('layout-inspector');
const row = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^Row ${name},`) });
const onFloor = (page: Page, name: string) => page.getByRole('button', { name: `Rack ${name} on the floor` });

/** Three racks in row A, two in row B, seen from above. */
async function withTwoRows(page: Page): Promise<void> {
  await newLayout(page);
  await page.getByRole('main').getByRole('button', { name: 'Add a rack' }).click();
  await page.getByRole('dialog').getByLabel('How many').fill('3');
  await page.keyboard.press('Enter');
  await page.getByRole('toolbar').getByRole('button', { name: 'Add rack…' }).click();
  await page.getByRole('dialog').getByLabel('How many').fill('2');
  await page.keyboard.press('Tab');
  await page.getByRole('dialog').getByLabel('Row').selectOption('B');
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Floor', exact: true }).click();
  await expect(onFloor(page, 'B02')).toBeVisible();
}

test('a rack is dragged to another place of the floor, and a row to another place of the room', async ({
  page,
}) => {
  await withTwoRows(page);
  await expect(page.getByTestId('floor-plan')).toContainText('Cold aisle, 1.2 m');
  const [from, to] = [await onFloor(page, 'A03').boundingBox(), await onFloor(page, 'B02').boundingBox()];
  if (!from || !to) throw new Error('nothing to drag');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width * 1.4, to.y + to.height / 2, { steps: 6 });
  await expect(page.getByTestId('floor-ghost')).toContainText('Row B, place 3');
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Undo: Move rack A03 to row B, place 3' })).toBeVisible();
  const handle = await row(page, 'B').boundingBox();
  if (!handle) throw new Error('no row');
  await page.mouse.move(handle.x + 5, handle.y + handle.height / 2);
  await page.mouse.down();
  await page.mouse.move(handle.x + 5, handle.y + handle.height / 2 + 120, { steps: 6 });
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Undo: Move row B' })).toBeVisible();
  await expect(page.getByTestId('floor-plan')).not.toContainText('Cold aisle, 1.2 m');
});

test('rows are turned, moved, inserted and removed by keyboard and in the inspector', async ({ page }) => {
  await withTwoRows(page);
  await row(page, 'B').focus();
  await page.keyboard.press('Enter');
  await expect(inspector(page)).toContainText('2 racks, 1.2 ×');
  expect(await axeFindings(page)).toEqual([]);
  await row(page, 'B').focus();
  await page.keyboard.press('r');
  await expect(page.getByRole('button', { name: 'Undo: Reverse row B' })).toBeVisible();
  await expect(page.getByTestId('floor-plan')).toContainText('Mixed aisle');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('button', { name: 'Undo: Move row B' })).toBeVisible();
  await inspector(page).getByRole('button', { name: 'Insert a row before' }).click();
  await expect(row(page, 'C')).toBeVisible();
  await row(page, 'B').focus();
  await page.keyboard.press('Enter');
  await inspector(page).getByRole('button', { name: 'Remove the row' }).click();
  await expect(row(page, 'C')).toHaveCount(0);
  await expect(onFloor(page, 'B02')).toBeVisible();
});

test('a single rack is turned against its row by its key and in the inspector, and what that does is said', async ({
  page,
}) => {
  await withTwoRows(page);
  await onFloor(page, 'A02').focus();
  await page.keyboard.press('r');
  await expect(page.getByRole('button', { name: 'Undo: Reverse rack A02' })).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Rack A02 on the floor, reversed in its row' }),
  ).toBeVisible();
  await expect(inspector(page)).toContainText('A02 faces the opposite way to row A');
  await expect(inspector(page).getByLabel('Front faces')).toHaveValue('turned');
  expect(await axeFindings(page)).toEqual([]);
  await inspector(page).getByLabel('Front faces').selectOption({ label: 'as its row does' });
  await expect(onFloor(page, 'A02')).toHaveAccessibleName('Rack A02 on the floor');
  await expect(inspector(page)).not.toContainText('A02 faces the opposite way');
});

test('the room has measures, aisles and pillars, and what stands in the way is said', async ({ page }) => {
  await withTwoRows(page);
  await page.getByTestId('floor-plan').click({ position: { x: 8, y: 8 } });
  await inspector(page).getByLabel('Cold aisles').fill('0.5');
  await page.keyboard.press('Enter');
  await expect(inspector(page)).toContainText('is 0.50 m wide');
  await inspector(page).getByRole('button', { name: 'Add an obstacle' }).click();
  await expect(inspector(page)).toContainText('A01 overlaps Pillar 1.');
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await expect(inspector(page)).not.toContainText('overlaps Pillar 1');
});

test('a finger drags a rack on the floor, and the arrow keys walk and move racks', async ({ page }) => {
  await withTwoRows(page);
  await onFloor(page, 'A01').focus();
  await page.keyboard.press('ArrowRight');
  await expect(onFloor(page, 'A02')).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await expect(said(page)).toContainText('A02 is now in row A, place 3.');
  const [from, to] = [await onFloor(page, 'A01').boundingBox(), await onFloor(page, 'A02').boundingBox()];
  if (!from || !to) throw new Error('nothing to drag');
  const client = await page.context().newCDPSession(page);
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  await touch('touchStart', from.x + from.width / 2, from.y + from.height / 2);
  await touch('touchMove', from.x + from.width, from.y + from.height / 2);
  await touch('touchMove', to.x + to.width / 2, to.y + to.height / 2);
  await touch('touchEnd', 0, 0);
  await expect(page.getByRole('button', { name: 'Undo: Swap racks A01 and A02' })).toBeVisible();
});
