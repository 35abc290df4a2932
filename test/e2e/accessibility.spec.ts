import type { Page } from '@playwright/test';
import { axeFindings } from './axe';
import { expect, HOSTS_DIFFER, test } from './fixtures';
import { settled } from './page-state';

const tabs = (page: Page) => page.getByRole('tablist').first().getByRole('tab');

for (const theme of ['light', 'dark'] as const) {
  test(
    `axe finds nothing in any screen, ${theme}`,
    { tag: theme === 'dark' ? HOSTS_DIFFER : [] },
    async ({ page }) => {
      test.slow();
      await page.emulateMedia({ colorScheme: theme });
      await expect(tabs(page).first()).toBeVisible();
      const names = await tabs(page).allTextContents();
      expect(names.length).toBeGreaterThan(4);
      for (const name of names) {
        await page.getByRole('tab', { name, exact: true }).first().click();
        await settled(page);
        await expect(page.getByRole('tabpanel').first().locator(':scope > *').first()).toBeVisible();
        expect(await axeFindings(page), `${name}, ${theme}`).toEqual([]);
      }
    },
  );
}

test('the palette, the list of keys and a dialog are sound, and give the focus back', async ({ page }) => {
  await page.getByRole('tab', { name: 'Layout' }).click();
  const opener = page.getByRole('button', { name: /Search and commands/ });
  await opener.focus();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await axeFindings(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test(
  'a fleet is laid out, compared and quoted by keyboard alone',
  { tag: HOSTS_DIFFER },
  async ({ page }) => {
    await expect(tabs(page).first()).toBeVisible();
    const command = async (text: string) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(text);
      // The commands of a screen come with it, a moment after its tab is chosen.
      const chosen = page.getByRole('dialog').getByRole('option', { selected: true });
      await expect(chosen).toContainText(text);
      await page.keyboard.press('Enter');
    };
    await command('New scenario');
    await command('Go to Layout');
    await expect(page.getByRole('tab', { name: 'Layout' })).toHaveAttribute('aria-selected', 'true');
    await command('Layout: Add rack');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('group', { name: /Rack A01,/ })).toBeVisible();

    await command('Go to Compare');
    await expect(page.getByRole('tab', { name: 'Compare' })).toHaveAttribute('aria-selected', 'true');
    await command('Go to Quote');
    await expect(page.getByRole('tab', { name: 'Quote' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Control+z');
    await command('Go to Layout');
    await expect(page.getByRole('group', { name: /Rack A01,/ })).toHaveCount(0);
  },
);
