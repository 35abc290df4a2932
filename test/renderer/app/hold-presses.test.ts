// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdPresses } from '#renderer/documents/use-actions';
import { turns } from '#renderer/documents/documents-state';
import { PATIENTLY } from '../../support/patience';

let stop: () => void;
let opening: ReturnType<typeof turns>;

const button = (name: string): HTMLButtonElement =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)!;

/** A screen with one button, whose presses are counted under the name of the scenario. */
function show(scenario: string, presses: string[], name = 'Auto-fit…'): void {
  const made = document.createElement('button');
  made.textContent = name;
  made.addEventListener('click', () => presses.push(`${name} of ${scenario}`));
  document.body.replaceChildren(made);
}

beforeEach(() => {
  opening = turns();
  stop = holdPresses(opening, () => true);
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

describe('a press while another scenario is about to be shown', () => {
  it('is done to the scenario that was asked for, once', async () => {
    const presses: string[] = [];
    show('the old one', presses);
    void opening.take(() => Promise.resolve().then(() => show('the new one', presses)));
    button('Auto-fit…').click();
    expect(presses).toEqual([]);
    await vi.waitFor(() => expect(presses).toEqual(['Auto-fit… of the new one']), PATIENTLY);
  });

  it('waits for a screen that is still being drawn, and keeps its order among others', async () => {
    const presses: string[] = [];
    show('the old one', presses);
    const tab = document.createElement('button');
    tab.textContent = 'Cost';
    tab.addEventListener('click', () => presses.push('Cost'));
    document.body.append(tab);
    void opening.take(async () => {
      await Promise.resolve();
      document.body.firstElementChild?.remove();
    });
    button('Auto-fit…').click();
    button('Cost').click();
    await opening.settled();
    const drawn = document.createElement('button');
    drawn.textContent = 'Auto-fit…';
    drawn.addEventListener('click', () => presses.push('Auto-fit…'));
    document.body.append(drawn);
    await vi.waitFor(() => expect(presses).toEqual(['Auto-fit…', 'Cost']), PATIENTLY);
  });

  it('of the button that opens one opens another after it', async () => {
    const opened: number[] = [];
    const made = document.createElement('button');
    made.textContent = 'New';
    made.addEventListener('click', () => {
      void opening.take(() => Promise.resolve().then(() => void opened.push(opened.length + 1)));
    });
    document.body.replaceChildren(made);
    made.click();
    made.click();
    made.click();
    await vi.waitFor(() => expect(opened).toEqual([1, 2, 3]), PATIENTLY);
  });

  it('is done at once where nothing is being opened', () => {
    const presses: string[] = [];
    show('the old one', presses);
    button('Auto-fit…').click();
    expect(presses).toHaveLength(1);
  });
});
