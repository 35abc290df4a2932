import type { Page } from '@playwright/test';
import type { SampledBench } from './bench';
import { inBrowser } from './browser';

const WARM_UPS = 5;
const RUNS = 40;

/** From a move of the slider until the curves of all splits are computed anew and painted. */
async function timesToRedraw(page: Page): Promise<readonly number[]> {
  await page
    .getByRole('button', { name: /^7B on two H100 servers/ })
    .first()
    .click();
  await page.getByRole('tab', { name: 'Performance', exact: true }).click();
  await page.getByRole('tab', { name: 'Trade-off' }).click();
  await page.getByRole('img', { name: /curves\. At most/ }).waitFor();
  const samples: number[] = [];
  for (let run = 0; run < WARM_UPS + RUNS; run += 1) {
    samples.push(await page.evaluate(moveAndTime, 8 + (run % 24)));
  }
  return samples.slice(WARM_UPS);
}

function moveAndTime(value: number): Promise<number> {
  const slider = document.querySelector<HTMLInputElement>('input[type=range]');
  const chart = document.querySelector('canvas[role=img]');
  if (!slider || !chart) throw new Error('The trade-off is not shown');
  const start = performance.now();
  return new Promise((resolve) => {
    const seen = new MutationObserver(() => {
      seen.disconnect();
      // The chart is drawn in the next frame, which has been handed over when the task after it runs.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
    });
    seen.observe(chart, { attributes: true, attributeFilter: ['aria-label'] });
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(slider, String(value));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

export const bench: SampledBench = {
  name: 'redraw-trade-off',
  unit: 'ms',
  budget: 100,
  sample: ({ root }) => inBrowser(root, timesToRedraw),
};
