import { checkLimit, derive, given } from '#main/planning/derivation/derive';
import type { QuantityName } from '#main/planning/derivation/formulas';
import type { Load } from '#main/planning/power/load';
import type { Derived } from '#shared/plan/derived';
import type { CoolingPlan } from '#shared/plan/plan';
import type { Rack, Site } from '#shared/scenario/schema';
import { mapRange } from '#shared/units/range';
import {
  britishThermalUnitsPerHour,
  cubicFeetPerMinute,
  type CubicFeetPerMinute,
  type CubicMetersPerSecond,
  cubicMetersPerSecondFrom,
  fahrenheitDifference,
  type FahrenheitDifference,
  type KelvinDifference,
  kelvinDifference,
  kelvinDifferenceFrom,
  type Watts,
  watts,
} from '#shared/units/units';

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

/** The heat of a steady load: all of it. */
export const heatOfLoad = (load: Derived<Watts>, name: QuantityName): Derived<Watts> =>
  derive({ formula: 'heat-of-load', unit: 'W', inputs: [{ name, value: load }], range: load });

/** The air that carries a heat away under the conditions of the site. */
export function airflowOfHeat(heat: Derived<Watts>, site: Site): Derived<CubicMetersPerSecond> {
  const rise = kelvinDifference(site.airTemperatureRiseKelvin);
  const { altitudeMeters } = site;
  return derive({
    formula: 'airflow-of-heat',
    unit: 'm3/s',
    inputs: [
      { name: 'heat', value: heat },
      { name: 'airTemperatureRise', value: given(rise, 'K', 'site/airTemperatureRiseKelvin') },
      { name: 'altitude', value: given(altitudeMeters, 'm', 'site/altitudeMeters') },
    ],
    range: mapRange(heat, (value) => airflowFor({ heat: value, rise, altitudeMeters })),
  });
}

type HeatAndAir = Omit<CoolingPlan, 'limit'>;

/** The heat of a load and the air that carries it away, at typical power and at nameplate. */
export function heatAndAirOf({ power }: Load, site: Site): HeatAndAir {
  const heat = heatOfLoad(power.typical, 'power.typical');
  const heatAtNameplate = heatOfLoad(power.maximum, 'power.maximum');
  return {
    heat,
    heatAtNameplate,
    airflow: airflowOfHeat(heat, site),
    airflowAtNameplate: airflowOfHeat(heatAtNameplate, site),
  };
}

/** The heat and air of a rack against its cooling limit, where it has one. */
export function coolingPlan(air: HeatAndAir, rack: Rack, { unknownFor }: Load): CoolingPlan {
  const limit = rack.limits.coolingWatts;
  if (limit === undefined) return air;
  const value = given(watts(limit), 'W', `racks/${rack.id}/limits/coolingWatts`);
  return { ...air, limit: checkLimit(air.heat, value, unknownFor) };
}
