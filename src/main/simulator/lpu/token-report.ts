import type { LpuReport } from '#shared/performance/report';
import type { MemoryFit } from '../kv-cache';
import type { ResolvedCase } from '../resolved-case';
import { fleetReport } from './fleet/fleet-report';

/** Where one token's time goes on the chips of a case, how they are used and connected. */
export function tokenReport(resolved: ResolvedCase, memory: MemoryFit): LpuReport {
  const { id, hardware, parallelism } = resolved;
  const { token, ...report } = fleetReport(resolved);
  return {
    kind: 'lpu',
    id,
    hardware: hardware.id,
    split: parallelism,
    tokenSeconds: report.tokenSeconds,
    parts: [
      { work: 'weights', seconds: token.weights },
      { work: 'cache', seconds: token.cache },
      { work: 'vector', seconds: token.vector },
      { work: 'lanes', seconds: token.lanes },
      { work: 'fill', seconds: token.fill },
      { work: 'network', seconds: token.network },
      { work: 'synchronisation', seconds: token.unexplained },
    ],
    unitShare: report.unitShare,
    nodes: report.nodes,
    racks: report.racks,
    mostHops: report.mostHops,
    chipWatts: report.chipWatts,
    usersHeld: memory.requestsThatFit,
  };
}
