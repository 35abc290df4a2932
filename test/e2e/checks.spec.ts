import { expect, test } from './fixtures';

test('every one of the article’s 21 claims stands with its verdict, and they can be narrowed', async ({
  page,
}) => {
  await page.getByRole('tab', { name: 'Checks' }).click();
  const claims = page.getByRole('tabpanel', { name: 'The article' }).locator('ol > li');
  await expect(claims).toHaveCount(21);
  await expect(claims.first()).toContainText('23.9');

  await page.getByLabel('Verdict').selectOption({ value: 'wrong' });

  await expect(claims).toHaveCount(4);
});

test('the predictions stand beside what was measured', async ({ page }) => {
  await page.getByRole('tab', { name: 'Checks' }).click();
  await page.getByRole('tab', { name: 'Our predictions' }).click();

  const summary = page.getByRole('region', { name: 'Errors by group' });
  await expect(summary.getByRole('row', { name: /^Throughput .*✓ met/ }).first()).toBeVisible();
  const leftOut = page.getByRole('region', { name: 'Errors on rows left out of the calibration' });
  await expect(leftOut.getByRole('row', { name: /^trtllm-0.17 One model at a time/ })).toBeVisible();
});

test('the claims read in Chinese', async ({ page }) => {
  await page.getByRole('tab', { name: 'Checks' }).click();
  await page
    .getByRole('button', { name: /^EN|Language/ })
    .first()
    .click();
  await page
    .getByRole('menuitem', { name: '简体中文' })
    .or(page.getByRole('menuitemradio', { name: '简体中文' }))
    .click();

  await expect(page.getByRole('heading', { name: '逐条核对文章的说法' })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});
