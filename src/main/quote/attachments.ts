import type { RackPlan } from '#shared/plan/plan';
import type { PerformanceSheet, RackSheet } from '#shared/quote/quote';
import type { AssumptionInput } from './assumption-input';

/** Every rack as it would stand, in floor order, its devices from the top down. */
export function elevationsOf({ scenario, plan, catalogue }: AssumptionInput): readonly RackSheet[] {
  const devicesOf = new Map<string, RackSheet['devices']>();
  for (const { rack, type: id, name, position, face } of Object.values(scenario.devices)) {
    const type = Object.hasOwn(catalogue.deviceTypes, id) ? catalogue.deviceTypes[id] : undefined;
    const device = { name, type: type?.name ?? id, position, heightUnits: type?.heightUnits ?? 0, face };
    const devices = devicesOf.get(rack);
    if (devices === undefined) devicesOf.set(rack, [device]);
    else devices.push(device);
  }
  return Object.values(scenario.racks)
    .toSorted((a, b) => a.row - b.row || a.place - b.place || (a.id < b.id ? -1 : 1))
    .flatMap(({ id }) => {
      const rack = plan.racks[id];
      return rack === undefined ? [] : [sheetOf(rack, devicesOf.get(id) ?? [])];
    });
}

const sheetOf = (rack: RackPlan, devices: RackSheet['devices']): RackSheet => ({
  name: rack.name,
  units: rack.space.units,
  devices: devices.toSorted((a, b) => b.position - a.position || (a.name < b.name ? -1 : 1)),
  typicalWatts: rack.power.typical.typical,
  maximumWatts: rack.power.maximum.typical,
  ...(rack.massUnknownFor.length > 0 ? {} : { massKilograms: rack.mass.demand.typical }),
});

/** What each deployment that fits is predicted to do. */
export function performanceOf({ scenario, plan, catalogue }: AssumptionInput): readonly PerformanceSheet[] {
  return plan.deployments.flatMap(({ id, name, result }) => {
    const asked = scenario.deployments[id]?.estimate;
    if (asked === undefined || !('fits' in result) || !result.fits) return [];
    const { interval } = result;
    return [
      {
        name,
        model: catalogue.models[asked.model]?.name ?? asked.model,
        hardware: catalogue.accelerators[asked.hardware]?.name ?? asked.hardware,
        devices: asked.devices,
        weights: asked.weights ?? '',
        inputTokens: asked.input,
        outputTokens: asked.output,
        ...(asked.batch === undefined ? {} : { batch: asked.batch }),
        outputTokensPerSecond: result.outputTokensPerSecond,
        ...(interval === undefined
          ? {}
          : {
              interval: {
                level: interval.level,
                low: interval.outputTokensPerSecond[0],
                high: interval.outputTokensPerSecond[1],
              },
            }),
        outputTokensPerSecondPerUser: result.outputTokensPerSecondPerUser,
        timeToFirstTokenSeconds: result.timeToFirstTokenSeconds,
        timePerOutputTokenSeconds: result.timePerOutputTokenSeconds,
        ...(result.energyPerOutputTokenJoules === undefined
          ? {}
          : { energyPerOutputTokenJoules: result.energyPerOutputTokenJoules }),
      },
    ];
  });
}
