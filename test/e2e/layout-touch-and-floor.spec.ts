import { axeFindings } from './axe';
import { expect, test } from './fixtures';
import { device, newLayout, rack } from './layout-page';

for (const [scheme, language] of [
  ['dark', 'English'],
  ['light', '简体中文'],
  ['dark', '简体中文'],
] as const) {
  test(`axe finds nothing on the floor, coloured and with a row or a rack selected, ${scheme}, ${language}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await newLayout(page);
    await page.getByRole('button', { name: /Open the example/ }).click();
    await expect(device(page, 'groq-node-1')).toBeVisible();
    await page.getByLabel('Colour by').selectOption('power');
    await page.getByRole('button', { name: 'Floor', exact: true }).click();
    if (language !== 'English') {
      await page
        .getByRole('button', { name: /^EN|Language/ })
        .first()
        .click();
      await page
        .getByRole('menuitem', { name: language })
        .or(page.getByRole('menuitemradio', { name: language }))
        .click();
    }
    const onFloor = page.locator('[data-floor-rack]');
    await expect(onFloor).toBeVisible();
    expect(await axeFindings(page)).toEqual([]);
    await onFloor.focus();
    await page.keyboard.press('Enter');
    await expect(onFloor).toHaveAttribute('aria-pressed', 'true');
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('[data-row]').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-row]')).toHaveAttribute('aria-pressed', 'true');
    expect(await axeFindings(page)).toEqual([]);
  });
}

test('a finger holds a device, drags it to another place, and the drop has its name', async ({ page }) => {
  await newLayout(page);
  await page.getByRole('button', { name: /Open the example/ }).click();
  const node = device(page, 'groq-node-9');
  await node.click();
  const box = await node.boundingBox();
  const whole = await rack(page, 'A01').boundingBox();
  if (!box || !whole) throw new Error('The node is not in sight');
  const session = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  const [x, y] = [box.x + 40, box.y + box.height / 2];
  const unit = box.height / 4;
  await touch('touchStart', x, y);
  for (let step = 1; step <= 6; step += 1) await touch('touchMove', x, y - unit * step);
  await expect(page.getByTestId('ghost-note')).toContainText('A01');
  await touch('touchEnd', 0, 0);
  await expect(page.getByRole('button', { name: /^Undo: Move groq-node-9 to A01 U3\d$/ })).toBeVisible();
});
