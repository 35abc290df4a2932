import type { Catalogue } from '#shared/catalogue/catalogue';
import type { DeviceType } from '#shared/catalogue/entries';
import { MONTHS_PER_YEAR } from '#shared/finance-arithmetic';
import { majorUnitsOf } from '#shared/money';
import type { Scenario } from '#shared/scenario/schema';
import { tariffOf } from '../cost/energy';
import { rentRate } from '../cost/hosting';
import type { Rate } from '../cost/rate';
import { planningContext, type PlanningContext } from '../planning-context';
import { devicePower } from '../power/device-power';
import { powerUsageEffectiveness } from '../totals';

/** What one server of a hardware costs and draws, in major units and watts; undefined where nobody says. */
export interface ServerRates {
  readonly accelerators: number;
  readonly price: number | undefined;
  /** Of one accelerator, where it is priced apart. */
  readonly acceleratorPrice: number | undefined;
  readonly pricedApart: boolean;
  readonly typicalWatts: number | undefined;
  readonly idleWatts: number | undefined;
}

/** What running costs, at the typical values of the terms. */
export interface SiteRates {
  readonly powerUsageEffectiveness: number;
  /** Major units per kilowatt-hour; 0 where the rent contains the energy. */
  readonly tariff: number | undefined;
  /** Major units per kilowatt and year; unknown where hosting needs a layout, as a lease per rack does. */
  readonly rent: number | undefined;
}

function serverOf(hardware: string, { deviceTypes }: Catalogue): DeviceType | undefined {
  return Object.values(deviceTypes).find(
    ({ kind, accelerators }) => kind === 'server' && accelerators?.type === hardware,
  );
}

/** The rates of the first server that carries a hardware; undefined where none does. */
export function serverRates(hardware: string, context: PlanningContext): ServerRates | undefined {
  const { catalogue, figures, scenario } = context;
  const server = serverOf(hardware, catalogue);
  if (server?.accelerators === undefined) return undefined;
  const typical = (id: string | undefined): number | undefined => {
    const price = id === undefined ? undefined : figures.priceOf(id, scenario.currency);
    return price && majorUnitsOf(price.typical);
  };
  const power = devicePower(figures, server);
  return {
    accelerators: server.accelerators.count,
    price: typical(server.price),
    acceleratorPrice: typical(catalogue.accelerators[hardware]?.price),
    pricedApart: server.acceleratorsPricedApart,
    typicalWatts: power.known ? power.levels.typical.typical : undefined,
    idleWatts: power.known ? power.levels.idle.typical : undefined,
  };
}

/** Tariff, rent and PUE of the terms. */
export function siteRates(scenario: Scenario, catalogue: Catalogue): SiteRates {
  const context = planningContext(scenario, catalogue);
  const { hosting } = scenario.finance;
  const converted = (rate: Rate | undefined): number | undefined => {
    const exchange = rate && context.figures.exchangeRate(rate.currency, scenario.currency)?.typical;
    return rate && exchange && rate.value.typical * exchange;
  };
  const rentPerYear = (): number | undefined => {
    if (hosting === 'none') return 0;
    if (hosting === 'per-rack' || hosting === 'owned') return undefined;
    const rent = converted(rentRate(context));
    return rent && rent * MONTHS_PER_YEAR;
  };
  return {
    powerUsageEffectiveness: powerUsageEffectiveness(context).typical,
    tariff: hosting === 'with-energy' ? 0 : converted(tariffOf(context)),
    rent: rentPerYear(),
  };
}
