import { joules, watts } from '#shared/units/units';
import type { EstimateAnswer } from '#shared/estimate/result';
import type { ResolvedCase } from '#main/simulator/case/resolved-case';
import type { FleetSplit } from './split';

type Power = Pick<
  EstimateAnswer,
  'serverPowerWatts' | 'acceleratorPowerWatts' | 'energyPerOutputTokenJoules'
>;

/**
 * What the chips and their servers draw. The chip runs its program whether its results are used or not, so that its power is
 * the published one in operation (185 W average, 215 W TDP, 300 W maximum, docs/facts.md section 1) and does not follow the load.
 */
export function powerOf(resolved: ResolvedCase, split: FleetSplit, tokensPerSecond: number): Partial<Power> {
  const { power, server } = resolved.hardware;
  if (power === undefined) return {};
  const typical = power.typicalWatts ?? power.maximumWatts;
  const chip = Math.min(typical, resolved.powerCapWatts ?? Infinity);
  if (server === undefined) return { acceleratorPowerWatts: watts(chip) };
  const nameplateHost = Math.max(0, server.maximumWatts - server.accelerators * power.maximumWatts);
  const typicalHost =
    server.typicalWatts === undefined
      ? nameplateHost
      : Math.max(0, server.typicalWatts - server.accelerators * typical);
  const chips = split.tensor * split.pipeline * split.replicas;
  const total = chips * (chip + Math.min(nameplateHost, typicalHost) / server.accelerators);
  return {
    acceleratorPowerWatts: watts(chip),
    serverPowerWatts: watts(total),
    energyPerOutputTokenJoules: joules(total / tokensPerSecond),
  };
}
