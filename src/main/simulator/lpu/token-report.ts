import type { Refusal } from '#shared/refusal';
import type { LpuReport } from '#shared/performance/report';
import { success, type Result } from '#shared/result';
import type { ResolvedCase } from '../resolved-case';
import { fleetReport } from './fleet/fleet-report';
import { fitSramOf } from './fleet/memory';

/** Where one token's time goes on the chips of a case, how they are used and connected; refused where it does not fit into SRAM. */
export function tokenReport(resolved: ResolvedCase): Result<LpuReport, Refusal> {
  const { id, hardware, parallelism } = resolved;
  const sram = fitSramOf(resolved);
  if (!sram.ok) return sram;
  const { token, ...report } = fleetReport(resolved);
  return success({
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
    spareNodes: report.spareNodes,
    racksWithSpares: report.racksWithSpares,
    mostHops: report.mostHops,
    chipWatts: report.chipWatts,
    usersHeld: sram.value.users,
  });
}
