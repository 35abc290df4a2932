import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { settled } from './page-state';

/**
 * What may hold English words besides the text that says of itself to be English (titles of sources, notes of the
 * catalogue): sentences of ours that end in a reason which a source gives for a figure, and the ids of models and parts.
 */
const allowed = [/^(未公布|仅供参考)：/, /^[a-z0-9.]+(-[a-z0-9.]+)+$/];

/** Three words of letters in a row, which no product's name or unit has. */
const SENTENCE = String.raw`[A-Za-z]*[a-z]{2,}(?:[ ,;:'’]+[A-Za-z]*[a-z]){2,}`;

async function speakChinese(page: Page): Promise<void> {
  await page
    .getByRole('button', { name: /^EN|Language/ })
    .first()
    .click();
  await page.getByRole('menuitemradio', { name: '简体中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
}

/** The English sentences among what the page shows, the names that it says aloud, and its hints. */
async function englishIn(page: Page): Promise<readonly string[]> {
  await settled(page);
  const found = await page.evaluate((pattern) => {
    const sentence = new RegExp(pattern);
    const texts = [...document.querySelectorAll('body *:not(body [lang="en"], body [lang="en"] *)')].flatMap(
      (element) => [
        ...[...element.childNodes].flatMap((node) =>
          node.nodeType === Node.TEXT_NODE ? [node.textContent ?? ''] : [],
        ),
        ...['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name) ?? ''),
      ],
    );
    return [...new Set(texts)].filter((text) => sentence.test(text));
  }, SENTENCE);
  return found.filter((text) => !allowed.some((pattern) => pattern.test(text)));
}

async function open(tab: Locator): Promise<string> {
  await tab.click();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  return (await tab.textContent()) ?? '';
}

test('no screen says an English sentence to a Chinese reader', async ({ page }) => {
  await expect(page.getByRole('tablist').first()).toBeVisible();
  expect(await englishIn(page), 'what finds English sentences finds those of the English screen').not.toEqual(
    [],
  );
  await speakChinese(page);
  await page.getByRole('list', { name: '示例' }).getByRole('button').first().click();
  const screens = await page.getByRole('tablist').first().getByRole('tab').all();
  expect(screens.length).toBe(10);
  const found: Record<string, readonly string[]> = {};
  for (const screen of screens) {
    const name = await open(screen);
    found[name] = await englishIn(page);
    for (const part of await page.getByRole('tablist').nth(1).getByRole('tab').all()) {
      const partName = await open(part);
      found[`${name}, ${partName}`] = await englishIn(page);
    }
  }
  const english = Object.entries(found).filter(([, texts]) => texts.length > 0);
  expect(Object.fromEntries(english)).toEqual({});
});
