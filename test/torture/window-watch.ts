import type { Page } from '@playwright/test';

/** What a window shows of the library and of the open scenario, as text in the page tells it. */
export interface Shown {
  /** The listed scenarios in order: name and number of racks. */
  readonly scenarios: readonly (readonly [name: string, racks: number])[];
  /** The open one, and how many devices the drawing has. */
  readonly current: string | undefined;
  readonly devices: number;
  readonly trashed: number;
  readonly versions: readonly string[];
  readonly saved: boolean;
}

/**
 * Tells what the page shows whenever it changes. What stands there beside "Saved" is told only once it stood for two
 * looks, so that no moment in the middle of drawing counts as an acknowledgement.
 */
export async function watchWindow(page: Page, onShown: (shown: Shown) => void): Promise<void> {
  await page.exposeFunction('tellTorture', onShown);
  await page.addInitScript(() => {
    const tell = (shown: Shown): void => {
      (window as unknown as { readonly tellTorture: (shown: Shown) => Promise<void> })
        .tellTorture(shown)
        .catch(() => undefined);
    };
    const look = (): Shown | undefined => {
      if (document.querySelector('input[aria-label="Rename"]') !== null) return undefined;
      const rows = [...document.querySelectorAll('ul[aria-label="Scenarios"] > li')];
      if (rows.length === 0) return undefined;
      const words = (row: Element): [string, number] => [
        row.querySelector('button span')?.textContent ?? '',
        Number.parseInt(row.querySelectorAll('button span')[1]?.textContent ?? '', 10),
      ];
      const current = rows.find((row) => row.querySelector('[aria-current="true"]') !== null);
      const trash = [...document.querySelectorAll('button')].find(({ textContent }) =>
        textContent.startsWith('Trash: '),
      );
      return {
        scenarios: rows.map(words),
        current: current === undefined ? undefined : words(current)[0],
        devices: [
          ...document.querySelectorAll('[role="application"] [role="button"], [role="application"] button'),
        ].filter((part) => !(part.getAttribute('aria-label') ?? '').startsWith('Rack ')).length,
        trashed: Number.parseInt(trash?.textContent.slice('Trash: '.length) ?? '0', 10),
        versions: [...document.querySelectorAll('ul[aria-label="Versions"] > li')].map(
          (row) => row.querySelector('button span')?.textContent ?? '',
        ),
        saved: document.querySelector('[role="status"][data-state="saved"]') !== null,
      };
    };
    let before = '';
    let told = '';
    const onChange = (): void => {
      const shown = look();
      if (shown === undefined) return;
      const text = JSON.stringify(shown);
      if (text === told) return;
      if (!shown.saved || text === before) {
        told = text;
        tell(shown);
        return;
      }
      before = text;
      setTimeout(onChange, 30);
    };
    new MutationObserver(onChange).observe(document, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    });
  });
}
