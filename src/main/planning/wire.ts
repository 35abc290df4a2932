import type { Plan, WirePlan } from '#shared/plan/plan';
import { perObject } from './per-object';

function withoutTraces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTraces);
  if (typeof value !== 'object' || value === null) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (key !== 'trace') copy[key] = withoutTraces(member);
  }
  return copy;
}

/** The plan without its traces, as it crosses to screens and into JSON. */
export const wirePlan = (plan: Plan): WirePlan => withoutTraces(plan) as WirePlan;

/** The same for plans that follow each other: a rack or problem of the plan before stays the object that it became. */
export function wirePlanner(): (plan: Plan) => WirePlan {
  const part = perObject((object: object) => withoutTraces(object) as object);
  return ({ racks, problems, ...rest }) => {
    const wire: unknown = {
      racks: Object.fromEntries(Object.entries(racks).map(([id, rack]) => [id, part(rack)])),
      ...(withoutTraces(rest) as object),
      problems: problems.map(part),
    };
    return wire as WirePlan;
  };
}
