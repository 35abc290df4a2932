import type { EstimateCase } from '#shared/estimate/case';
import type { Invalid } from '#main/simulator/case/resolved-case';

type Load = Pick<EstimateCase, 'mode' | 'requestsPerSecond' | 'closedLoop' | 'rampSeconds' | 'requests'>;

/** Why how requests come contradicts itself; undefined where it does not. */
export function loadProblem(load: Load): Invalid | undefined {
  const { mode, requestsPerSecond, closedLoop, rampSeconds, requests } = load;
  if (mode === 'static') {
    if (closedLoop !== undefined) return problem('closed-loop-static', 'closedLoop');
    if (requests !== undefined) return problem('requests-static', 'requests');
  }
  if (closedLoop !== undefined && requestsPerSecond !== undefined) {
    return problem('closed-loop-with-rate', 'requestsPerSecond');
  }
  if (rampSeconds !== undefined && closedLoop === undefined)
    return problem('ramp-without-loop', 'rampSeconds');
  if (mode === 'serving' && closedLoop === undefined && requestsPerSecond === undefined) {
    return problem('missing-rate', 'requestsPerSecond');
  }
  return undefined;
}

const messages = {
  'closed-loop-static':
    'A static batch starts and ends together, so that nothing follows in closedLoop; use mode in-flight or serving.',
  'requests-static': 'A static batch is all of its requests; use batch, or another mode.',
  'closed-loop-with-rate':
    'A closed loop sends the next request when one ends, so that it has no requestsPerSecond; leave one of them out.',
  'ramp-without-loop': 'Only a closed loop starts over rampSeconds; give closedLoop.',
  'missing-rate': 'Serving mode needs requestsPerSecond, or closedLoop.',
} as const;

/** A case whose load cannot be read, in the words of its code. */
const problem = (code: keyof typeof messages, path: string): Invalid => ({
  code,
  message: messages[code],
  path,
});
