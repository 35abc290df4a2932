import { connectionOf, outletLines, supplyCountsOf } from '#shared/power/supplies';
import type { OutletLine } from '#shared/scenario/electrical';
import type { Device } from '#shared/scenario/schema';
import { type AnyProblem, type Fix, type FixSetting, rackOf } from './fix';

/** Plugging the supplies of a rack over the lines of its feeds in turn, both cords of a device into the same lines. */
export function balancedOutlets(problem: AnyProblem, setting: FixSetting): readonly Fix[] {
  const { scenario, catalogue } = setting;
  const rack = rackOf(problem, setting);
  const first = rack?.feeds[0];
  if (rack === undefined || first === undefined || rack.feeds.some(({ phases }) => phases !== 3)) return [];
  const lines = outletLines[connectionOf(first)];
  if (rack.feeds.some((feed) => connectionOf(feed) !== connectionOf(first))) return [];
  const drawing = Object.values(scenario.devices)
    .filter(({ rack: id, type }) => id === rack.id && isPowered(catalogue.deviceTypes[type]?.kind))
    .toSorted((a, b) => a.position - b.position);
  if (drawing.length === 0) return [];
  const linesFor = (device: Device, turn: number): OutletLine[] => {
    const type = catalogue.deviceTypes[device.type] ?? { id: device.type };
    const line = lines[turn % lines.length] ?? 'unknown';
    return Array.from({ length: supplyCountsOf(type, scenario.electrical).count }, () => line);
  };
  return [
    {
      command: {
        name: { key: 'shell:fixes.balance', params: { rack: rack.name } },
        recipe: (draft) => {
          drawing.forEach((device, turn) => {
            const changed = draft.devices[device.id];
            if (changed) changed.supplyLines = linesFor(device, turn);
          });
        },
      },
    },
  ];
}

const isPowered = (kind: string | undefined): boolean =>
  kind !== undefined && kind !== 'pdu' && kind !== 'blank' && kind !== 'shelf';
