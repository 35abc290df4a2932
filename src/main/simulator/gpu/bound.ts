import type { Bound } from '#shared/estimate/result';
import type { ResolvedCase } from '../resolved-case';
import type { Load } from './load';
import type { Run } from './run';

/** What limits a case: arrivals where the engine keeps up with them, else what takes most of the time. */
export function boundOf(resolved: ResolvedCase, run: Run, load: Load): Bound {
  if (resolved.mode === 'serving' && run.keepsUp) return 'arrivals';
  const { communication, overhead, seconds } = run.busy;
  const working = seconds - communication - overhead;
  if (communication > Math.max(overhead, working)) return 'communication';
  if (overhead > working) return 'overhead';
  return load.compute > load.memory ? 'compute' : 'memory-bandwidth';
}
