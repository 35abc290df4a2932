import { describe, expect, it } from 'vitest';
import {
  britishThermalUnitsPerHour,
  cubicFeetPerMinute,
  type CubicFeetPerMinute,
  cubicMetersPerSecondFrom,
  fahrenheitDifference,
  heightOf,
  kelvinDifference,
  kelvinDifferenceFrom,
  rackUnits,
  watts,
} from '#shared/units/units';

describe('conversions between units', () => {
  it('turn 10.2 kW into 34,804 BTU/h (facts A1.10)', () => {
    expect(Math.round(britishThermalUnitsPerHour(watts(10_200)))).toBe(34_804);
  });

  it('make 42 rack units 1.8669 m tall (facts section 5: 1U = 44.45 mm)', () => {
    expect(heightOf(rackUnits(42))).toBeCloseTo(1.8669, 10);
  });

  it('lead back from air flow in cubic feet per minute', () => {
    const flow = cubicMetersPerSecondFrom(1_105 as CubicFeetPerMinute);

    expect(cubicFeetPerMinute(flow)).toBeCloseTo(1_105, 9);
  });

  it('lead back from a temperature rise in degrees Fahrenheit', () => {
    expect(fahrenheitDifference(kelvinDifference(10))).toBe(18);
    expect(kelvinDifferenceFrom(fahrenheitDifference(kelvinDifference(11.11)))).toBeCloseTo(11.11, 9);
  });
});
