import type { CaseGiven, TortureCase } from '../case';
import { START_MILLISECONDS } from '../host';
import { readKept } from '../kept';
import { rename, row } from '../library-acts';
import { backUpNow, openedLibrary } from '../opened';
import { mountsMissing, readOnly } from '../privileged-mounts';
import { editedKept, MARK, openedEdited } from './edits';

/** The desktop cannot keep anything: it says so and ends. */
async function refusesToStart({ host, tally }: CaseGiven): Promise<void> {
  const { said } = await host.startAnother();
  if (!said.includes('fleetwright: ') || !said.includes(host.profile)) {
    tally.faults.push(`a read-only profile is not named: “${said.slice(-300)}”`);
  }
}

/** The browser host cannot write backups: edits are saved, and the window says that they are not backed up. */
async function saysNotBackedUp(given: CaseGiven): Promise<void> {
  const page = await openedLibrary(given);
  await rename(page, MARK, `${MARK} 1`);
  await row(page, `${MARK} 1`).waitFor();
  await backUpNow(page);
  const mark = page.getByRole('button', { name: 'Saved, not backed up' });
  await mark.waitFor({ timeout: START_MILLISECONDS }).catch(() => {
    given.tally.faults.push('a backup that cannot be written is not told');
  });
  await given.host.killRest();
  given.tally.kills += 1;
}

/** What the host writes into becomes read-only between two starts. */
export const readOnlyProfile: TortureCase = {
  name: 'read-only-profile',
  hosts: ['browser', 'desktop'],
  missing: mountsMissing,
  run: async (given) => {
    const { host, tally } = given;
    await openedEdited(given);
    await host.killRest();
    const writable = readOnly(host.data);
    try {
      await (host.name === 'desktop' ? refusesToStart(given) : saysNotBackedUp(given));
    } finally {
      await host.killRest();
      writable();
    }
    const kept = editedKept(await readKept(await openedLibrary(given)));
    const wanted = host.name === 'desktop' ? `${MARK} 0` : `${MARK} 1`;
    if (!kept.startsWith(wanted)) tally.faults.push(`“${wanted}” was saved, and “${kept}” is on the disk`);
  },
};
