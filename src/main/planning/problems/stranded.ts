import type { Problem } from '#shared/plan/plan';
import type { Scenario } from '#shared/scenario/schema';
import { strandedOn } from '#shared/scenario/standing';
import { problem } from './problem';

/** Devices that would stand on the day planned in a rack that does not. */
export const strandedProblems = (scenario: Scenario): readonly Problem[] =>
  strandedOn(scenario).map((device) =>
    problem({
      severity: 'error',
      place: { kind: 'device', device: device.id, rack: device.rack },
      code: 'device-without-standing-rack',
      params: { device: device.name, rack: scenario.racks[device.rack]?.name ?? device.rack },
    }),
  );
