import type { StudyProgress } from '#main/study/run-study';
import { shareWriter } from '#shared/language/written';
import { written } from '#shared/text/plural';

/** So often progress is told at most. */
const PAUSE_MILLISECONDS = 5_000;

const percent = shareWriter();

/** Tells progress in lines: what is done, and how long the rest takes at the pace so far. */
export function progressTeller(
  out: (text: string) => void,
  now: () => number = () => performance.now(),
): (progress: StudyProgress) => void {
  let [stage, startedAt, toldAt] = [-1, 0, 0];
  return ({ plan, casesDone, cases, casesBefore }) => {
    const at = now();
    if (plan.stage !== stage) {
      [stage, startedAt, toldAt] = [plan.stage, at, at];
      const before = casesBefore === 0 ? '' : `; ${written(casesBefore)} are done`;
      out(`${plan.level}: cases ${written(cases)}${before}\n`);
      return;
    }
    if (at - toldAt < PAUSE_MILLISECONDS && casesDone < cases) return;
    toldAt = at;
    const pace = (casesDone - casesBefore) / (at - startedAt);
    const left = pace > 0 && casesDone < cases ? `, ${clock((cases - casesDone) / pace / 1_000)} left` : '';
    out(`${plan.level}: ${written(casesDone)} of ${written(cases)} (${percent(casesDone / cases)})${left}\n`);
  };
}

/** Seconds as hours, minutes and seconds: 1:02:03. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}
