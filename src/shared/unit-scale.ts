export interface UnitScale {
  /** The smallest size it is preferred for. */
  readonly from: number;
  readonly by: number;
  readonly unit: string;
}

/** Larger units that people prefer from a size on, largest first. */
const scales: Readonly<Record<string, readonly UnitScale[]>> = {
  W: [
    { from: 1e6, by: 1e6, unit: 'MW' },
    { from: 1e3, by: 1e3, unit: 'kW' },
  ],
  Wh: [
    { from: 1e9, by: 1e9, unit: 'GWh' },
    { from: 1e6, by: 1e6, unit: 'MWh' },
    { from: 1e3, by: 1e3, unit: 'kWh' },
  ],
  B: [
    { from: 1e12, by: 1e12, unit: 'TB' },
    { from: 1e9, by: 1e9, unit: 'GB' },
    { from: 1e6, by: 1e6, unit: 'MB' },
  ],
  'B/s': [
    { from: 1e12, by: 1e12, unit: 'TB/s' },
    { from: 1e9, by: 1e9, unit: 'GB/s' },
  ],
  'FLOP/s': [
    { from: 1e15, by: 1e15, unit: 'PFLOP/s' },
    { from: 1e12, by: 1e12, unit: 'TFLOP/s' },
  ],
  s: [
    { from: 1, by: 1, unit: 's' },
    { from: 1e-3, by: 1e-3, unit: 'ms' },
    { from: 0, by: 1e-6, unit: 'µs' },
  ],
  'm3/s': [{ from: 0, by: 1, unit: 'm³/s' }],
};

/** The unit that suits a value's size: the value divided by `by` stands in `unit`. */
export const scaleFor = (value: number, unit: string): UnitScale =>
  scales[unit]?.find(({ from }) => Math.abs(value) >= from) ?? { from: 0, by: 1, unit };
