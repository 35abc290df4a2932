import {
  britishThermalUnitsPerHour,
  cubicFeetPerMinute,
  cubicMetersPerSecondFrom,
  fahrenheitDifference,
  kelvinDifferenceFrom,
} from '#shared/conversions';
import type { CubicFeetPerMinute, FahrenheitDifference } from '#shared/conversions';
import type { CubicMetersPerSecond, KelvinDifference, Watts } from '#shared/units';

// Dell/insideHPC 2011: 60 min/h · 0.0753 lb/ft³ · 0.2401 BTU/(lb·°F), rounded there to 1.085.
const BTU_PER_HOUR_PER_CFM_AND_FAHRENHEIT = 1.085;

// ISO 2533, troposphere: p/p₀ = (1 − L·h/T₀)^(g·M/(R·L)).
const LAPSE_PER_METER = 2.25577e-5;
const PRESSURE_EXPONENT = 5.25588;

/** Density of air at an altitude as a share of that at sea level, at equal room temperature (ISO 2533). */
export const airDensityRatio = (altitudeMeters: number): number =>
  (1 - LAPSE_PER_METER * altitudeMeters) ** PRESSURE_EXPONENT;

/**
 * The air that carries heat away at a temperature rise: CFM = BTU/h / (1.085 · ΔT in °F) at sea level, more where the
 * air is thinner (Dell/insideHPC 2011; facts A1.10).
 */
export function airflowFor({
  heat,
  rise,
  altitudeMeters,
}: {
  readonly heat: Watts;
  readonly rise: KelvinDifference;
  readonly altitudeMeters: number;
}): CubicMetersPerSecond {
  const atSeaLevel =
    britishThermalUnitsPerHour(heat) / (BTU_PER_HOUR_PER_CFM_AND_FAHRENHEIT * fahrenheitDifference(rise));
  return cubicMetersPerSecondFrom((atSeaLevel / airDensityRatio(altitudeMeters)) as CubicFeetPerMinute);
}

/** How much air warms that carries a heat away: the inverse of `airflowFor`. */
export function temperatureRiseOf({
  heat,
  airflow,
  altitudeMeters,
}: {
  readonly heat: Watts;
  readonly airflow: CubicMetersPerSecond;
  readonly altitudeMeters: number;
}): KelvinDifference {
  const cubicFeet = cubicFeetPerMinute(airflow) * airDensityRatio(altitudeMeters);
  const fahrenheit = britishThermalUnitsPerHour(heat) / (BTU_PER_HOUR_PER_CFM_AND_FAHRENHEIT * cubicFeet);
  return kelvinDifferenceFrom(fahrenheit as FahrenheitDifference);
}
