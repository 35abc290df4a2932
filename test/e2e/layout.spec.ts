import { axeFindings } from './axe';
import { expect, HOSTS_DIFFER, RESTARTS, test } from './fixtures';
import { expectKept } from './page-state';
import { canvas, device, drag, newLayout, rack, said, withRack } from './layout-page';

test(
  'a device dragged from the palette stands in the rack, and undo and redo follow',
  { tag: HOSTS_DIFFER },
  async ({ page }) => {
    await withRack(page);
    await drag(page, page.locator('[data-type="groq-node-v1"]'), rack(page, 'A01'), 0.5);
    await expect(page.getByTestId('ghost-note')).toContainText('A01');
    await page.mouse.up();
    await expect(device(page, 'groq-node-1')).toBeVisible();
    await page.keyboard.press('Control+z');
    await expect(device(page, 'groq-node-1')).toHaveCount(0);
    await page.keyboard.press('Control+Shift+z');
    await expect(device(page, 'groq-node-1')).toBeVisible();
  },
);

test('a group is placed by keyboard alone, moved, and a refused place says why', async ({ page }) => {
  await withRack(page);
  await page.locator('[data-type="groq-node-v1"]').focus();
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('picked up');
  await page.keyboard.press('Enter');
  await expect(device(page, 'groq-node-1')).toHaveAccessibleName(/U1–4/);

  await page.locator('[data-type="dgx-h100"]').focus();
  await page.keyboard.press('Enter');
  for (let step = 0; step < 2; step += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('Overlaps groq-node-1 at U1–4.');
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(device(page, 'dgx-h100-1')).toHaveAccessibleName(/U9–16/);
});

test('a refused drop explains itself on the spot and changes nothing', async ({ page }) => {
  await withRack(page);
  await page.locator('[data-type="groq-node-v1"]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await drag(page, page.locator('[data-type="dgx-h100"]'), device(page, 'groq-node-1'), 0.8);
  await expect(page.getByTestId('ghost-note')).toContainText('Overlaps groq-node-1 at U1–4.');
  await page.mouse.up();
  await expect(page.getByTestId('ghost-note')).toContainText('Overlaps groq-node-1 at U1–4.');
  await expect(device(page, 'dgx-h100-1')).toHaveCount(0);
});

test('nine nodes of a Groq rack are placed in one go, and one is deleted and renamed', async ({ page }) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  await expect(canvas(page).getByRole('button', { name: /^groq-node-\d+,/ })).toHaveCount(9);
  await device(page, 'groq-node-9').click();
  await page.keyboard.press('Delete');
  await expect(device(page, 'groq-node-9')).toHaveCount(0);
  await device(page, 'groq-node-8').click();
  await page.keyboard.press('F2');
  const name = page.getByTestId('layout-inspector').getByRole('textbox', { name: 'Name', exact: true });
  await expect(name).toBeFocused();
  await page.keyboard.type('spare');
  await page.keyboard.press('Enter');
  await expect(device(page, 'spare')).toBeVisible();
});

test('the inspector edits feeds, and refuses a place that is taken', async ({ page }) => {
  await withRack(page);
  const inspector = page.getByTestId('layout-inspector');
  await inspector.getByLabel('Feeds').selectOption({ index: 2 });
  await expect(page.getByRole('button', { name: /Undo: Change rack A01/ })).toBeVisible();
  await page.locator('[data-type="groq-node-v1"]').focus();
  for (let key = 0; key < 2; key += 1) await page.keyboard.press('Enter');
  await inspector.getByLabel('Lowest U').fill('40');
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('Would reach U43; A01 ends at U42.');
  await expect(device(page, 'groq-node-1')).toHaveAccessibleName(/U1–4/);
});

test('a click takes a device in hand, it follows the pointer, and the next click places it', async ({
  page,
}) => {
  await withRack(page);
  await page.locator('[data-type="groq-node-v1"]').click();
  await expect(said(page)).toContainText('picked up');
  const box = await rack(page, 'A01').boundingBox();
  if (!box) throw new Error('The rack is not in sight');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 5 });
  await expect(page.getByTestId('ghost-note')).toContainText('After the drop');
  await page.mouse.down();
  await page.mouse.up();
  await expect(device(page, 'groq-node-1')).toBeVisible();
  await expect(device(page, 'groq-node-1')).not.toHaveAccessibleName(/U1–4/);
});

test('an area drawn with Shift selects what it touches, and the group is dragged in one go', async ({
  page,
}) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  const [low, high] = [device(page, 'groq-node-8'), device(page, 'groq-node-9')];
  const [from, to] = [await low.boundingBox(), await high.boundingBox()];
  if (!from || !to) throw new Error('The nodes are not in sight');
  await page.keyboard.down('Shift');
  await page.mouse.move(from.x - 60, from.y + from.height - 6);
  await page.mouse.down();
  await page.mouse.move(to.x + 40, to.y + 8, { steps: 6 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await expect(page.getByTestId('layout-inspector')).toContainText('2 selected');
  const unit = from.height / 4;
  await page.mouse.move(from.x + 30, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y + from.height / 2 - 4 * unit, { steps: 6 });
  await page.mouse.up();
  await expect(low).toHaveAccessibleName(/U33–36/);
  await expect(high).toHaveAccessibleName(/U37–40/);
});

test('a rack is moved on the floor by its head and by keyboard', async ({ page }) => {
  await withRack(page);
  const inspector = page.getByTestId('layout-inspector');
  const head = page.locator('[data-header]');
  const box = await head.boundingBox();
  if (!box) throw new Error('The head is not in sight');
  await page.mouse.move(box.x + 20, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 1.5, box.y + box.height / 2, { steps: 6 });
  await expect(page.getByTestId('rack-ghost')).toContainText('Row A, place 2');
  await page.mouse.up();
  await expect(said(page)).toContainText('A01 is now in row A, place 2.');
  await head.click();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(said(page)).toContainText('A01 is now in row A, place 1.');
  await expect(inspector.getByLabel('Place in the row')).toHaveValue('1');
});

test(
  'face, colouring and zoom are there again after a restart',
  { tag: [HOSTS_DIFFER, RESTARTS] },
  async ({ app, page }) => {
    await withRack(page);
    await page.getByRole('button', { name: 'Rear' }).click();
    await page.getByLabel('Colour by').selectOption('power');
    await page.getByRole('button', { name: 'Zoom in' }).click();
    const zoom = await page.getByText(/^\d+ %$/).innerText();
    await expect(page.getByText('Saved')).toBeVisible();
    const view = expect.objectContaining({ scale: expect.closeTo(parseFloat(zoom) / 100, 2) });
    const look = expect.objectContaining({ face: 'rear', colour: 'power', view });
    await expectKept(page, 'layout.looks', expect.arrayContaining([expect.objectContaining({ look })]));
    const again = await app.restart();
    await expect(again.getByRole('button', { name: 'Rear' })).toHaveAttribute('aria-pressed', 'true');
    await expect(again.getByLabel('Colour by')).toHaveValue('power');
    await expect(again.getByText(/^\d+ %$/)).toHaveText(zoom);
  },
);

test('a device shows its own draw and its price', async ({ page }) => {
  await page.getByRole('tab', { name: 'Layout' }).click();
  await page
    .getByRole('button', { name: /7B on two H100 servers/ })
    .first()
    .click();
  await device(page, 'DGX 1').click();
  const inspector = page.getByTestId('layout-inspector');
  await expect(inspector.getByRole('region', { name: 'Now' })).toContainText('$300K');
  await expect(inspector.getByRole('region', { name: 'Now' })).toContainText('7.5 kW');
});

test('the layout is in the command palette', async ({ page }) => {
  await withRack(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Layout: Colour by: Weight');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Colour by')).toHaveValue('mass');
});

test('axe finds nothing in the layout', async ({ page }) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  await expect(device(page, 'groq-node-1')).toBeVisible();
  expect(await axeFindings(page, 'main')).toEqual([]);
});
