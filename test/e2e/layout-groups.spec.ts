import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, test } from './fixtures';
import { canvas, device, drag, newLayout, rack, said, withRack } from './layout-page';

const inspector = (page: Page) => page.getByTestId('layout-inspector');
const group = (page: Page) => inspector(page).getByRole('region', { name: 'Group', exact: true });

/** Two nodes in A01, and an empty A02 beside it. */
async function withTwoNodes(page: Page): Promise<void> {
  await withRack(page);
  await page.getByRole('toolbar').getByRole('button', { name: 'Add rack…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await expect(rack(page, 'A02')).toBeVisible();
  await rack(page, 'A01')
    .getByRole('button', { name: /^Rack A01/ })
    .click();
  await page.locator('[data-type="groq-node-v1"]').focus();
  for (let key = 0; key < 2; key += 1) await page.keyboard.press('Enter');
  await page.keyboard.press('Control+d');
  await expect(device(page, 'groq-node-2')).toBeVisible();
  await page.keyboard.press('Control+a');
  await expect(inspector(page)).toContainText('2 selected');
}

test('devices become a group by keyboard, and breaking its rule is said where it stands and in the inspector', async ({
  page,
}) => {
  await withTwoNodes(page);
  await page.keyboard.press('Control+g');
  const dialog = page.getByRole('dialog', { name: 'Make a group of 2 devices' });
  await expect(dialog).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await dialog.getByLabel('Name').fill('Ring one');
  await page.keyboard.press('Enter');
  await expect(said(page)).toHaveText('Ring one holds 2 devices.');
  await expect(page.getByRole('button', { name: 'Undo: Make group Ring one of 2 devices' })).toBeVisible();
  await expect(group(page)).toContainText('2 devices in A01.');
  await expect(group(page).getByLabel('Placement')).toHaveValue('same-rack');

  await device(page, 'groq-node-2').click();
  await drag(page, device(page, 'groq-node-2'), rack(page, 'A02'), 0.9);
  await page.mouse.up();
  await expect(device(page, 'groq-node-2')).toHaveAccessibleName(/A02/);
  await expect(group(page)).toContainText('Ring one must be in one rack but is in A01, A02.');
  await group(page).getByLabel('Placement').selectOption({ label: 'in neighbouring racks' });
  await expect(group(page)).not.toContainText('must be in one rack');
});

test('a group is renamed, joined by its list, left and dissolved, each with a name to undo', async ({
  page,
}) => {
  await withTwoNodes(page);
  await group(page).getByRole('button', { name: 'Make a group…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make the group' }).click();
  await group(page).getByLabel('Name').fill('Pair');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo: Rename Group 1 to Pair' })).toBeVisible();
  await device(page, 'groq-node-2').click();
  await group(page).getByRole('button', { name: 'Remove from the group' }).click();
  await expect(group(page).getByRole('button', { name: 'Make a group…' })).toBeVisible();
  await group(page).getByLabel('Add to a group').selectOption({ label: 'Pair' });
  await expect(page.getByRole('button', { name: 'Undo: Add 1 device to Pair' })).toBeVisible();
  await page.keyboard.press('Escape');
  await canvas(page).focus();
  await page.keyboard.press('Escape');
  const list = inspector(page).getByRole('region', { name: 'Groups' });
  await list.getByRole('button', { name: /^Pair/ }).click();
  await expect(inspector(page)).toContainText('2 selected');
  await group(page).getByRole('button', { name: 'Dissolve' }).click();
  await expect(page.getByRole('button', { name: 'Undo: Dissolve group Pair' })).toBeVisible();
});

test('several devices are renamed by a pattern, plugged into one side and planned in one step each', async ({
  page,
}) => {
  await withTwoNodes(page);
  const names = inspector(page).getByRole('region', { name: 'Names by a pattern' });
  await names.getByLabel('Pattern').fill('lpu-###');
  await page.keyboard.press('Enter');
  await expect(names.getByRole('status')).toHaveText('lpu-001 to lpu-002');
  await names.getByRole('button', { name: 'Rename all' }).click();
  await expect(device(page, 'lpu-002')).toHaveAccessibleName(/U5–8/);
  await expect(page.getByRole('button', { name: 'Undo: Rename 2 devices' })).toBeVisible();
  await inspector(page).getByLabel('Power supplies').selectOption({ label: 'all on side B' });
  await expect(page.getByRole('button', { name: 'Undo: Plug in 2 devices' })).toBeVisible();
  await inspector(page).getByLabel('State').selectOption({ label: 'Planned' });
  await expect(
    page.getByRole('button', { name: 'Undo: Change the service dates of 2 devices' }),
  ).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  await expect(device(page, 'groq-node-2')).toBeVisible();
});

test('several racks get feeds, a limit and a kept space at once', async ({ page }) => {
  await withTwoNodes(page);
  await canvas(page).focus();
  await page.keyboard.press('Control+Shift+A');
  await expect(inspector(page)).toContainText('2 selected');
  await inspector(page).getByLabel('Feeds').selectOption({ label: 'A and B: 1 × 415 V 32 A, 3-phase' });
  await expect(page.getByRole('button', { name: 'Undo: Change the feeds of 2 racks' })).toBeVisible();
  const limits = inspector(page).getByRole('region', { name: 'Own limits' });
  await limits.getByLabel('Power').fill('12');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Undo: Change a limit of 2 racks' })).toBeVisible();
  const kept = inspector(page).getByRole('region', { name: 'Kept spaces' });
  await kept.getByLabel('For').fill('patching');
  await page.keyboard.press('Enter');
  await kept.getByLabel('Lowest U to keep').fill('40');
  await page.keyboard.press('Enter');
  await kept.getByRole('button', { name: 'Keep this space' }).click();
  await rack(page, 'A02')
    .getByRole('button', { name: /^Rack A02/ })
    .click();
  await expect(inspector(page)).toContainText('Reserved U40–40: patching');
  await expect(inspector(page).getByRole('region', { name: 'Own limits' }).getByLabel('Power')).toHaveValue(
    '12',
  );
});

test('selected racks are dragged over the floor together, and moved with the keys', async ({ page }) => {
  await newLayout(page);
  await page.getByRole('main').getByRole('button', { name: 'Add a rack' }).click();
  await page.getByRole('dialog').getByLabel('How many').fill('4');
  await page.keyboard.press('Enter');
  await expect(rack(page, 'A04')).toBeVisible();
  const head = (name: string) => rack(page, name).getByRole('button', { name: new RegExp(`^Rack ${name}`) });
  await head('A01').click();
  await head('A02').click({ modifiers: ['Control'] });
  await expect(inspector(page)).toContainText('2 selected');
  await drag(page, head('A01'), rack(page, 'A03'), 0.05);
  await expect(page.getByTestId('rack-ghost').locator('rect')).toHaveCount(4);
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Undo: Move 2 racks, A01 to row A, place 3' })).toBeVisible();
  await head('A02').focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('button', { name: 'Undo: Move 2 racks, A02 to row B, place 4' })).toBeVisible();
});
