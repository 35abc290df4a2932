import type { ServiceVerdict } from '#shared/serving/verdict';
import { countedScenario } from '#shared/plan/counted-scenario';
import type { WirePlan } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { plainContext } from '#main/services/computing';
import { InvalidInput, type CommandHost } from './host';

/** What a planned scenario reaches of its workloads' objectives. */
export async function verdictsFor(
  host: CommandHost,
  scenario: Scenario,
  plan: WirePlan,
): Promise<readonly ServiceVerdict[]> {
  const { computations } = await host.services();
  const judged = await computations.serviceVerdicts(countedScenario(scenario, plan), plainContext);
  if (!judged.ok) throw new InvalidInput(judged.error.message);
  return judged.value;
}
