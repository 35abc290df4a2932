import type { Derived } from '#shared/plan/derived';
import type { CoolingPlan } from '#shared/plan/plan';
import { mapRange } from '#shared/range';
import type { Rack, Site } from '#shared/scenario/schema';
import { kelvinDifference, watts, type CubicMetersPerSecond, type Watts } from '#shared/units';
import { derive, given } from '../derivation/derive';
import type { QuantityName } from '../derivation/formulas';
import { checkLimit } from '../limit-check';
import type { Load } from '../power/load';
import { airflowFor } from './airflow';

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
