import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, test } from './fixtures';
import { canvas, device, newLayout, rack } from './layout-page';

const drawing = (page: Page) => page.getByTestId('layout-drawing');
const zoomText = (page: Page) => page.getByRole('button', { name: /^Zoom, \d+ %$/ });

async function openHall(page: Page): Promise<void> {
  await page.getByRole('tab', { name: 'Layout' }).click();
  await page
    .getByRole('list', { name: 'Examples' })
    .getByRole('button', { name: 'Hall of 100 racks' })
    .click();
  await expect(drawing(page)).toHaveAttribute('data-racks', '100');
}

async function middle(page: Page) {
  const box = await canvas(page).boundingBox();
  if (!box) throw new Error('The canvas is not shown');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('a search finds devices, goes from rack to rack with Enter, and Escape ends it', async ({ page }) => {
  await openHall(page);
  await page.keyboard.press('Control+f');
  await page.keyboard.type('B07 switch');
  await page.keyboard.press('Enter');
  await expect(rack(page, 'B07')).toBeVisible();
  await expect(page.getByTestId('layout-inspector')).toContainText('2 selected');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('searchbox', { name: 'Find racks and devices' })).toHaveValue('');
});

test('the hall is zoomed to the slot with the wheel, panned with the space bar, and fitted again', async ({
  page,
}) => {
  await openHall(page);
  const hall = await middle(page);
  const centre = { x: hall.x - 120, y: hall.y };
  const { x, y } = centre;
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  for (let turn = 0; turn < 14; turn += 1) await page.mouse.wheel(0, -80);
  await page.keyboard.up('Control');
  await expect(page.getByTestId('layout-minimap')).toBeVisible();
  // The wheel is still at work and the list follows once the view rests: what lies under the pointer then stays.
  const rackAt = () =>
    page.evaluate((at) => {
      const under = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-rack]');
      return under ? `${under.dataset['rack']} ${Math.round(under.getBoundingClientRect().width)}` : '';
    }, centre);
  let seen = '';
  await expect
    .poll(async () => {
      const [now, last] = [await rackAt(), seen];
      seen = now;
      return now !== '' && now === last;
    })
    .toBe(true);
  const shown = canvas(page).locator(`[data-rack="${seen.split(' ')[0]}"]`);
  const before = await shown.boundingBox();
  await canvas(page).focus();
  await page.keyboard.down(' ');
  await page.mouse.down();
  await page.mouse.move(x - 60, y - 30, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.up(' ');
  await expect
    .poll(async () => Math.round((await shown.boundingBox())?.x ?? 0))
    .toBe(Math.round((before?.x ?? 0) - 60));
  await page.keyboard.press('0');
  await expect(drawing(page)).toHaveAttribute('data-racks', '100');
  await expect(page.getByTestId('layout-minimap')).toHaveCount(0);
});

test('from afar a click selects a rack, the next drag moves it, and a double click goes there', async ({
  page,
}) => {
  await openHall(page);
  const { x, y } = await middle(page);
  await page.mouse.click(x - 120, y);
  const title = page.getByTestId('layout-inspector').getByRole('heading', { level: 2 });
  await expect(title).toHaveText(/^Rack [A-E]\d\d$/);
  await page.mouse.dblclick(x - 120, y);
  await expect(zoomText(page).or(page.getByTestId('layout-minimap')).first()).toBeVisible();
  await expect(page.getByTestId('layout-minimap')).toBeVisible();
});

test('front and rear stand side by side, and colours come with a legend', async ({ page }) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  await expect(device(page, 'groq-node-1')).toBeVisible();
  const narrow = await rack(page, 'A01').boundingBox();
  await page.getByRole('button', { name: 'Both' }).click();
  await page.keyboard.press('Escape');
  await expect
    .poll(async () => ((await rack(page, 'A01').boundingBox())?.width ?? 0) / (narrow?.width ?? 1))
    .toBeGreaterThan(1.9);
  await page.getByLabel('Colour by').selectOption('power');
  await expect(page.getByTestId('layout-legend')).toContainText('100 % of the limit');
  await expect(page.getByTestId('layout-legend')).toContainText('Devices: 0 to 2.23 kW each');
  expect(await axeFindings(page)).toEqual([]);
});

test('a finger pans, two pinch, and a tap selects', async ({ page }) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  const node = device(page, 'groq-node-5');
  await expect(node).toBeVisible();
  const session = await page.context().newCDPSession(page);
  const touch = (
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    ...points: readonly { x: number; y: number; id: number }[]
  ) => session.send('Input.dispatchTouchEvent', { type, touchPoints: [...points] });
  const box = await node.boundingBox();
  if (!box) throw new Error('The node is not in sight');
  const at = { x: box.x + 30, y: box.y + box.height / 2, id: 1 };
  await touch('touchStart', at);
  for (let step = 1; step <= 5; step += 1) await touch('touchMove', { ...at, x: at.x + 10 * step });
  await touch('touchEnd');
  await expect.poll(async () => Math.round((await node.boundingBox())?.x ?? 0)).toBe(Math.round(box.x + 50));
  const other = { x: at.x + 120, y: at.y, id: 2 };
  await touch('touchStart', at);
  await touch('touchStart', at, other);
  for (let step = 1; step <= 5; step += 1) await touch('touchMove', at, { ...other, x: other.x + 24 * step });
  await touch('touchEnd');
  await expect.poll(async () => ((await node.boundingBox())?.width ?? 0) / box.width).toBeGreaterThan(1.5);
  const grown = await node.boundingBox();
  if (!grown) throw new Error('The node is not in sight');
  await touch('touchStart', { x: grown.x + 40, y: grown.y + grown.height / 2, id: 1 });
  await touch('touchEnd');
  await expect(node).toHaveAttribute('aria-pressed', 'true');
});
