import { axeFindings } from './axe';
import { expect, test } from './fixtures';
import { canvas, device, newLayout, rack } from './layout-page';

const commands = [
  { command: 'Layout: Add rack', title: 'Add racks' },
  { command: 'Layout: Auto-fit', title: 'Auto-fit' },
  { command: 'Layout: Rearrange', title: 'Rearrange' },
  { command: 'Layout: Export', title: /Export/ },
  { command: 'Layout: Import', title: /Import/ },
  { command: 'Layout: Fill rack', title: /^Fill/ },
  { command: 'Layout: Duplicate several', title: /^Duplicate/ },
] as const;

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing in the dialogs of the layout, and each is in the command palette, ${theme}`, async ({
    page,
  }) => {
    test.slow();
    await page.emulateMedia({ colorScheme: theme });
    await newLayout(page);
    await page.getByRole('button', { name: /Open the example/ }).click();
    await expect(device(page, 'groq-node-9')).toBeVisible();
    await rack(page, 'A01')
      .getByRole('button', { name: /^Rack A01/ })
      .click();
    for (const { command, title } of commands) {
      await canvas(page).focus();
      await page.keyboard.press('Control+k');
      await page.keyboard.type(command);
      await page.keyboard.press('Enter');
      await expect(page.getByRole('dialog', { name: title })).toBeVisible();
      expect(await axeFindings(page), `${command}, ${theme}`).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    }
  });
}
