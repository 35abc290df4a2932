import type { SampledBench } from './bench';
import { racksDrawn } from './browser';
import { inHallOf1000 } from './hall-1000';

const RUNS = 8;

/** From the click on the hall of 1,000 racks in the library until its racks are painted. */
export const bench: SampledBench = {
  name: 'open-hall-1000',
  unit: 'ms',
  budget: 500,
  sample: (context) =>
    inHallOf1000(context, async (page) => {
      const samples: number[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        await page
          .getByRole('button', { name: /^7B on two H100 servers/ })
          .first()
          .click();
        await racksDrawn(page, 1);
        await page.waitForTimeout(1_000);
        samples.push(await page.evaluate(openAndTime));
      }
      return samples;
    }),
};

function openAndTime(): Promise<number> {
  const rows = [...document.querySelectorAll<HTMLElement>('button[aria-current]')];
  const hall = rows.find((row) => row.textContent.startsWith('Hall of 1,000 racks'));
  if (!hall) throw new Error('The hall is not in the library');
  const start = performance.now();
  hall.click();
  return new Promise((resolve) => {
    const look = () => {
      const drawn = document.querySelector<HTMLElement>('[data-testid="layout-drawing"]')?.dataset['racks'];
      if (drawn !== '1000') requestAnimationFrame(look);
      // The frame that shows them has been handed over when the task after it runs.
      else requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start), 0));
    };
    requestAnimationFrame(look);
  });
}
