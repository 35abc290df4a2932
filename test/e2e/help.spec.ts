import { expect, test } from './fixtures';
import { axeFindings } from './axe';

test('F1 opens the guide of the screen, which is searched, and links lead from guide to guide', async ({
  page,
}) => {
  await page.getByRole('tab', { name: 'Quote', exact: true }).click();
  await page.keyboard.press('F1');
  const help = page.getByRole('dialog', { name: 'Help' });
  const guide = help.getByRole('article', { name: 'Guide' });
  await expect(guide.getByRole('heading', { level: 1 })).toHaveText('Quotes');

  await guide.getByRole('button', { name: 'price book' }).first().click();
  await expect(guide.getByRole('heading', { level: 1 })).toHaveText(/price book/i);

  await help.getByRole('searchbox', { name: 'Search the guides' }).fill('what a backup holds');
  await help.getByRole('button', { name: /^What a backup holds/ }).click();
  await expect(guide.getByRole('heading', { name: 'What a backup holds' })).toBeInViewport();
  expect(await axeFindings(page)).toEqual([]);

  await help.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('F1');
});
