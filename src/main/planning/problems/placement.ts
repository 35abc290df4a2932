import type { Problem } from '#shared/plan/plan';
import { assertNever } from '#shared/result';
import type { RackInventory } from '../placement/inventory';
import type { Misplaced } from '../placement/space';
import type { PlannedRack } from '../rack-plan';
import { problem } from './problem';

function misplacedProblem({ device, type, refusal }: Misplaced, inventory: RackInventory): Problem {
  const place = { kind: 'device', device: device.id, rack: device.rack } as const;
  const error = { severity: 'error', place } as const;
  const names = { device: device.name, rack: inventory.rack.name };
  switch (refusal.because) {
    case 'below-rack':
      return problem({
        ...error,
        code: 'device-below-rack',
        params: { ...names, position: refusal.position },
      });
    case 'above-rack': {
      const { topUnit: top, units } = refusal;
      const measure = { demand: top, limit: units, unit: 'U' };
      return problem({ ...error, code: 'device-above-rack', params: { ...names, top, units }, measure });
    }
    case 'taller-than-rack': {
      const { units } = refusal;
      const measure = { demand: type.heightUnits, limit: units, unit: 'U' };
      const params = { ...names, height: type.heightUnits, units };
      return problem({ ...error, code: 'device-taller-than-rack', params, measure });
    }
    case 'overlap': {
      const blocker = inventory.devices.find((placed) => placed.device.id === refusal.with);
      const other = blocker?.device.name ?? refusal.with;
      return problem({ ...error, code: 'device-overlaps', params: { ...names, other } });
    }
    case 'reserved': {
      const { kind, reason } = refusal.reservation;
      const code = kind === 'reserved' ? 'device-in-reserved-space' : 'device-in-blanked-space';
      return problem({ ...error, code, params: { ...names, reason } });
    }
    default:
      return assertNever(refusal);
  }
}

/** Devices that cannot stand where they are. */
export const placementProblems = ({ inventory, misplaced }: PlannedRack): readonly Problem[] =>
  misplaced.map((each) => misplacedProblem(each, inventory));
