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

/** A rack's heat and air, against its cooling limit where it has one. */
export function coolingPlan({ rack, site, load }: { rack: Rack; site: Site; load: Load }): CoolingPlan {
  const heat = heatOfLoad(load.power.typical, 'power.typical');
  const heatAtNameplate = heatOfLoad(load.power.maximum, 'power.maximum');
  const plan = {
    heat,
    heatAtNameplate,
    airflow: airflowOfHeat(heat, site),
    airflowAtNameplate: airflowOfHeat(heatAtNameplate, site),
  };
  const limit = rack.limits.coolingWatts;
  if (limit === undefined) return plan;
  const value = given(watts(limit), 'W', `racks/${rack.id}/limits/coolingWatts`);
  return { ...plan, limit: checkLimit(heat, value, load.unknownFor) };
}
