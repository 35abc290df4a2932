import type { Plan, WirePlan } from '#shared/plan/plan';

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
