import { CurrencyCode, Money } from '#shared/money/money';
import { z } from '#shared/schema/zod';

const price = z.number().min(0).max(1e6);

/** What is asked for tokens, as API price lists have it: major units for a million. */
export const TokenPrices = z.strictObject({
  currency: CurrencyCode,
  inputPerMillion: price.describe('Input tokens that are not in the cache'),
  cachedInputPerMillion: price
    .optional()
    .describe('Input tokens found in the cache; default: the price of other input tokens'),
  outputPerMillion: price,
  cachedShare: z.number().min(0).max(1).default(0).describe('Share of input tokens found in the cache'),
});
export type TokenPrices = Readonly<z.infer<typeof TokenPrices>>;

/** The terms by which capital and running cost are counted. Rates are fractions; amounts carry their own currency. */

const share = z.number().min(0).max(1);
/** A yearly change of a price: −50 % to +100 %. */
const escalator = z.number().min(-0.5).max(1);
const OwnAmount = z.strictObject({ amount: z.int().min(0).max(1e15), currency: Money.shape.currency });
export type OwnAmount = Readonly<z.infer<typeof OwnAmount>>;

/**
 * Until when a price of electricity holds, and how the load of these hours compares with the day's average. Periods
 * follow each other from midnight, so that they neither overlap nor leave a gap.
 */
const TariffPeriod = z.strictObject({
  untilHour: z.number().gt(0).max(24).multipleOf(0.25),
  pricePerKilowattHour: z.number().min(0).max(1e6).describe('In major units of the tariff’s currency'),
  load: z
    .number()
    .min(0)
    .max(10)
    .default(1)
    .describe('Load in these hours relative to the average of the day, before scaling'),
});

const DayTariff = z.strictObject({
  currency: Money.shape.currency,
  periods: z
    .array(TariffPeriod)
    .min(1)
    .max(24)
    .refine(
      (periods) => periods.every(({ untilHour }, index) => untilHour > (periods[index - 1]?.untilHour ?? 0)),
      {
        message: 'each period must end after the previous one',
      },
    )
    .refine((periods) => periods.at(-1)?.untilHour === 24, { message: 'the last period must end at 24' })
    .refine((periods) => periods.some(({ load }) => load > 0), { message: 'some period must have a load' }),
});
export type DayTariff = Readonly<z.infer<typeof DayTariff>>;

export const hostingKinds = ['none', 'with-energy', 'without-energy', 'per-rack', 'owned'] as const;

export const financingMethods = ['straight-line', 'annuity', 'lease'] as const;

export const Finance = z.strictObject({
  years: z.number().gt(0).max(30).default(5).describe('Years over which cost is counted'),
  method: z
    .enum(financingMethods)
    .default('straight-line')
    .describe('Purchase with straight-line depreciation, loan in equal yearly instalments, or monthly lease'),
  /** Yearly, as a fraction; the annuity and the lease use it. */
  interestRate: share.default(0.08),
  /** Share of the year during which the fleet draws its typical power; it idles for the rest. */
  utilisation: share.default(0.8),
  utilisationRange: z
    .strictObject({ low: share, high: share })
    .refine(({ low, high }) => low <= high, { message: 'low ≤ high must hold' })
    .optional()
    .describe('Range of the utilisation, for probabilities; exact if omitted'),
  /** Yearly support as a share of the hardware price. */
  supportRate: share.default(0),
  /** How space is paid for: rent per kilowatt with or without the energy, per rack, or a building of one's own. */
  hosting: z.enum(hostingKinds).default('none'),
  discountRate: share
    .optional()
    .describe('Yearly discount rate for the net present value; default: the interest rate'),
  residualRate: share
    .default(0)
    .describe(
      'Residual value of the hardware after the years, or at the end of its life, as a share of its price',
    ),
  hardwareYears: z
    .number()
    .min(0.5)
    .max(60)
    .optional()
    .describe('Life of the hardware in years, after which it is replaced; default: all years'),
  replacementEscalator: escalator.default(0).describe('Yearly change of the replacement price'),
  sparesRate: share.default(0).describe('Spare parts, as a share of the hardware price'),
  freightRate: share.default(0).describe('Freight, as a share of hardware and spares'),
  taxRate: share.default(0).describe('Non-refundable tax and duty on purchases'),
  cablingPerRack: OwnAmount.optional(),
  installationPerRack: OwnAmount.optional(),
  rentPerRackMonth: OwnAmount.optional().describe(
    'Replaces the lease in the catalogue if hosting is per rack',
  ),
  facilityPerKilowatt: OwnAmount.optional().describe('Building cost of the facility, per kilowatt'),
  facilityYears: z
    .number()
    .gt(0)
    .max(60)
    .optional()
    .describe('Replaces the life of a facility in the catalogue'),
  facilityRunningPerKilowattYear: OwnAmount.optional().describe('Upkeep of the facility'),
  staff: z.number().min(0).max(10_000).default(0).describe('People who run the fleet, full-time equivalents'),
  staffPerYear: OwnAmount.optional().describe('Yearly cost of one person'),
  softwarePerAcceleratorYear: OwnAmount.optional(),
  dayTariff: DayTariff.optional().describe('Electricity price by the hour; replaces the tariff of the site'),
  tokenPrices: TokenPrices.optional().describe('Token prices, for revenue and margin; does not affect cost'),
  energyEscalator: escalator.default(0).describe('Yearly change of the price of electricity'),
  runningEscalator: escalator.default(0).describe('Yearly change of rent, support, staff and software'),
  rampUpMonths: z.number().min(0).max(120).default(0).describe('Months of linear ramp-up to the utilisation'),
});
export type Finance = Readonly<z.infer<typeof Finance>>;
