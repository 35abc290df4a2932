import type { CaseGiven, TortureCase } from '../case';
import { START_MILLISECONDS } from '../host';
import { readKept } from '../kept';
import { rename, row, waitSaved } from '../library-acts';
import { openedLibrary, textOf } from '../opened';
import { editedKept, MARK, openedEdited } from './edits';

/** A second window of the browser waits, takes the library over when it is told to, and finds everything in it. */
async function secondWindow(
  { tally }: CaseGiven,
  page: Awaited<ReturnType<typeof openedLibrary>>,
): Promise<void> {
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second
    .getByRole('heading', { name: 'Fleetwright is open in another window' })
    .waitFor({ timeout: START_MILLISECONDS })
    .catch(async () => {
      tally.faults.push(`the second window does not wait: “${await textOf(second)}”`);
    });
  await rename(page, MARK, `${MARK} 2`);
  await second.getByRole('button', { name: 'Use it here' }).click();
  await row(second, `${MARK} 2`)
    .waitFor({ timeout: START_MILLISECONDS })
    .catch(() => {
      tally.lost += 1;
      tally.faults.push('the second window lacks the last edit of the first');
    });
  await rename(second, MARK, `${MARK} 3`);
  await row(second, `${MARK} 3`).waitFor();
  await waitSaved(second);
}

/** The app is started a second time on the profile of one that runs. */
export const twoInstances: TortureCase = {
  name: 'two-instances',
  hosts: ['browser', 'desktop'],
  run: async (given) => {
    const { host, tally } = given;
    const page = await openedEdited(given);
    const { exitCode, said } = await host.startAnother();
    if (exitCode === undefined) tally.faults.push(`a second start does not end: “${said.slice(-300)}”`);
    if (host.name === 'browser' && !said.includes('in use')) {
      tally.faults.push(`a second start does not say why it ends: “${said.slice(-300)}”`);
    }
    await rename(page, MARK, `${MARK} 1`);
    await row(page, `${MARK} 1`).waitFor();
    await waitSaved(page);
    if (host.name === 'browser') await secondWindow(given, page);
    await host.killRest();
    tally.kills += 1;
    const wanted = host.name === 'browser' ? `${MARK} 3` : `${MARK} 1`;
    const kept = editedKept(await readKept(await openedLibrary(given)));
    if (!kept.startsWith(wanted)) {
      tally.lost += 1;
      tally.faults.push(`“${wanted}” was acknowledged, and “${kept}” is on the disk`);
    }
  },
};
