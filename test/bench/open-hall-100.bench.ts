import type { Page } from '@playwright/test';
import type { SampledBench } from './bench';
import { inBrowser, openHall, racksDrawn } from './browser';

const RUNS = 12;

/** From the click on a scenario of 100 racks in the library until its racks are painted. */
async function timesToOpen(page: Page): Promise<readonly number[]> {
  await openHall(page);
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page
      .getByRole('button', { name: /^7B on two H100 servers/ })
      .first()
      .click();
    await racksDrawn(page, 1);
    await page.waitForTimeout(500);
    samples.push(await page.evaluate(openAndTime));
  }
  return samples;
}

function openAndTime(): Promise<number> {
  const rows = [...document.querySelectorAll<HTMLElement>('button[aria-current]')];
  const hall = rows.find((row) => row.textContent.startsWith('Hall of 100 racks'));
  if (!hall) throw new Error('The hall is not in the library');
  const start = performance.now();
  hall.click();
  return new Promise((resolve) => {
    const look = () => {
      const drawn = document.querySelector<HTMLElement>('[data-testid="layout-drawing"]')?.dataset['racks'];
      if (drawn !== '100') requestAnimationFrame(look);
      // The frame that shows them has been handed over when the task after it runs.
      else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
    };
    requestAnimationFrame(look);
  });
}

export const bench: SampledBench = {
  name: 'open-hall-100',
  unit: 'ms',
  budget: 200,
  sample: ({ root }) => inBrowser(root, timesToOpen),
};
