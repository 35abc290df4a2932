import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { CaseGiven } from './case';
import type { FileFindings } from './half-files';
import { START_MILLISECONDS } from './host';
import { journalFrom, type Journal } from './journal';
import { readKept, type Kept } from './kept';
import { openLibrary, reasonOf } from './opened';
import type { Random } from './random';
import type { Shown } from './window-watch';

export interface StepGiven {
  readonly page: Page;
  readonly random: Random;
  readonly journal: Journal;
  /** Counts up over the whole case, so that every marker is another one. */
  readonly next: () => number;
  readonly given: CaseGiven;
}

/** What a storm does until it is killed, and how it is judged. */
export interface Storm {
  /** Makes what the steps work on; once, on a fresh profile. */
  readonly prepare: (page: Page) => Promise<void>;
  /** Brings a window that was just opened to where the steps work. */
  readonly arrange?: (page: Page) => Promise<void>;
  /** What of a window is judged; undefined where it does not show it. */
  readonly stateShown: (shown: Shown) => string | undefined;
  /** The same of the disk. */
  readonly stateKept: (kept: Kept) => string;
  /** Whether a state that was never expected holds all of an acknowledged one, so that nothing is lost. */
  readonly holds?: (onDisk: string, acknowledged: string) => boolean;
  readonly step: (given: StepGiven) => Promise<void>;
  /** What befalls the machine before the kill, and its end after it; acts that fail in between are no fault. */
  readonly mishap?: {
    readonly befall: (given: CaseGiven) => void;
    readonly end: (given: CaseGiven) => void;
    readonly milliseconds: number;
  };
  /** The files that the steps write. */
  readonly files?: (given: CaseGiven) => FileFindings;
}

const LONGEST_PAUSE_MILLISECONDS = 500;
const MOST_STEPS = 6;
const DEAD_MILLISECONDS = 30_000;

/** Waits until the window shows this state. */
async function showing(journalState: () => string | undefined, wanted: string): Promise<boolean> {
  const deadline = Date.now() + START_MILLISECONDS;
  while (journalState() !== wanted) {
    if (Date.now() > deadline) return false;
    await wait(50);
  }
  return true;
}

/** Edits, kills, looks at the disk, and again; every round goes on from what the one before left. */
export async function runStorm(given: CaseGiven, storm: Storm): Promise<void> {
  const { host, random, kills, tally } = given;
  let marker = 0;
  let before: Journal | undefined;
  for (let round = 0; round <= kills; round += 1) {
    const watched: { state?: string; journal?: Journal } = {};
    const page = await openLibrary(given, (shown) => {
      const state = storm.stateShown(shown);
      if (state === undefined) return;
      watched.state = state;
      watched.journal?.shown(state, shown.saved);
    });
    if (page === undefined) continue;
    if (before === undefined) await storm.prepare(page);
    else await storm.arrange?.(page);
    const kept = await settledKept(page, before === undefined);
    const onDisk = storm.stateKept(kept);
    if (before !== undefined) judge(given, before, { kept, onDisk, holds: storm.holds });
    for (const half of storm.files?.(given).half ?? []) {
      tally.halfFiles += 1;
      tally.faults.push(half);
    }
    if (!(await showing(() => watched.state, onDisk))) {
      tally.faults.push(`the window shows “${watched.state ?? 'nothing'}” where “${onDisk}” is on the disk`);
    }
    if (round === kills) break;
    const current = journalFrom(onDisk);
    watched.journal = current;
    await stepUntilKilled(given, storm, {
      ...{ page, random, given, journal: current },
      next: () => (marker += 1),
    });
    const { edits, acknowledged } = current.counts();
    tally.edits += edits;
    tally.acknowledged += acknowledged;
    before = current;
  }
  tally.leftOver += storm.files?.(given).leftOver.length ?? 0;
  await host.killRest();
}

/** What is on the disk; at the first start once everything that was prepared is saved. */
async function settledKept(page: Page, first: boolean): Promise<Kept> {
  if (first) await page.locator('[role="status"][data-state="saved"]').waitFor();
  return readKept(page);
}

function judge(
  { tally }: CaseGiven,
  journal: Journal,
  { kept, onDisk, holds }: { readonly kept: Kept; readonly onDisk: string; readonly holds: Storm['holds'] },
): void {
  const verdict = journal.judge(onDisk);
  tally.unsaved += verdict.unsaved;
  if (verdict.lost > 0 && holds?.(onDisk, verdict.acknowledged)) {
    tally.notes.push(`“${verdict.acknowledged}” was acknowledged, and more is on the disk: “${onDisk}”`);
  } else if (verdict.lost > 0) {
    tally.lost += verdict.lost;
    tally.faults.push(`“${verdict.acknowledged}” was acknowledged, and “${verdict.onDisk}” is on the disk`);
  }
  if (kept.quarantined > 0) tally.faults.push(`${kept.quarantined} rows could not be read`);
  for (const { name, agrees } of kept.scenarios) {
    if (!agrees) tally.faults.push(`the library lists “${name}” otherwise than it is`);
  }
  for (const { name, whole } of kept.versions) {
    if (!whole) tally.faults.push(`the version “${name}” has no content`);
  }
}

async function stepUntilKilled(given: CaseGiven, storm: Storm, step: StepGiven): Promise<void> {
  const { host, random, tally } = given;
  const most = 1 + random.below(MOST_STEPS);
  const victim = random.of(host.victims);
  let phase: 'stepping' | 'mishap' | 'killed' = 'stepping';
  const isIn = (wanted: typeof phase): boolean => phase === wanted;
  let steps = 0;
  let onEnough: () => void = () => undefined;
  const enough = new Promise<void>((resolve) => (onEnough = resolve));
  const stepping = (async () => {
    for (; !isIn('killed'); steps += 1) {
      if (steps >= most) onEnough();
      try {
        await storm.step(step);
      } catch (error) {
        if (isIn('stepping')) {
          tally.failedActs += 1;
          tally.notes.push(`an act failed: ${reasonOf(error)}`);
        }
        onEnough();
        return;
      }
      await wait(random.below(LONGEST_PAUSE_MILLISECONDS));
    }
  })();
  await enough;
  await wait(random.below(LONGEST_PAUSE_MILLISECONDS));
  if (storm.mishap !== undefined) {
    phase = 'mishap';
    storm.mishap.befall(given);
    await wait(random.below(storm.mishap.milliseconds));
  }
  phase = 'killed';
  host.kill(victim);
  tally.kills += 1;
  // What survives the victim goes on for a moment, as it would for a user.
  if (victim !== 'tree') await wait(random.below(LONGEST_PAUSE_MILLISECONDS));
  await host.killRest();
  await Promise.race([stepping, wait(DEAD_MILLISECONDS)]);
  storm.mishap?.end(given);
}
