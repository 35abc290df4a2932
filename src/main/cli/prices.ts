import { readPriceTable } from '#main/exchange/price-table';
import type { Computations, Computing } from '#main/services/computing';
import { calls } from '#shared/api/calls';
import { type AnyCall, isPriced, readyFor } from '#shared/api/contract';
import type { PriceBook } from '#shared/prices/price-book';
import { Day, localDayOf } from '#shared/time/calendar-day';
import { type CommandHost, InvalidInput, nameOf, readText, UsageError } from './host';

/** The user's own prices on the command line: a price book is an input of the calls that price, as it is in a window. */

/** What a command line says of own prices. */
export interface PriceOptions {
  readonly prices?: string;
  readonly pricesOn?: string;
}

/** A host that computes with the price book of the file which a command line names; the host itself where it names none. */
export async function hostWithPrices(
  host: CommandHost,
  { prices: file, pricesOn }: PriceOptions,
): Promise<CommandHost> {
  if (file === undefined) {
    if (pricesOn !== undefined) throw new UsageError('--prices-on needs --prices');
    return host;
  }
  const services = await host.services();
  const priceBook = await bookIn(host, { file, today: dayOf(pricesOn), catalogue: services.catalogue });
  const { computing, ...rest } = host;
  return {
    ...rest,
    priced: (call, input) => withBook(call, input, priceBook),
    services: () =>
      Promise.resolve({ ...services, computations: pricedComputations(services.computations, priceBook) }),
    ...(computing === undefined
      ? {}
      : { computing: async (library) => pricedComputing(await computing(library), priceBook) }),
  };
}

function dayOf(text: string | undefined): string {
  if (text === undefined) return localDayOf(Date.now());
  const day = Day.safeParse(text);
  if (!day.success) throw new UsageError('--prices-on must be a day such as 2026-11-25');
  return day.data;
}

interface BookFile {
  readonly file: string;
  readonly today: string;
  readonly catalogue: Parameters<typeof readPriceTable>[1];
}

/** A price book is used whole or not at all: a row that is no price would be missing from every sum without a word. */
async function bookIn(host: CommandHost, { file, today, catalogue }: BookFile): Promise<PriceBook> {
  const read = readPriceTable(await readText(host, file), catalogue);
  if (!read.ok) throw new InvalidInput(`${nameOf(file)}: ${read.error.message}`);
  const [fault] = read.value.faults;
  if (fault !== undefined) throw new InvalidInput(`${nameOf(file)}: ${fault.message}`);
  return { revision: 'file', prices: read.value.prices, today };
}

const declaredAs = (name: string): AnyCall | undefined =>
  Object.hasOwn(calls, name) ? calls[name as keyof typeof calls] : undefined;

/** The input of a computation with the book in it, where the contract says that prices count. */
function withBook<Input>(name: string, input: Input, book: PriceBook): Input {
  const declared = declaredAs(name);
  return declared !== undefined && isPriced(declared) ? (readyFor(declared, input, book) as Input) : input;
}

type AnyCompute = (input: unknown, context: unknown) => unknown;

const pricedComputations = (computations: Computations, book: PriceBook): Computations =>
  Object.fromEntries(
    Object.entries(computations).map(([name, compute]) => [
      name,
      (input: unknown, context: unknown) => (compute as AnyCompute)(withBook(name, input, book), context),
    ]),
  ) as unknown as Computations;

const pricedComputing = (computing: Computing, book: PriceBook): Computing => ({
  ...computing,
  run: (name, input, context) => computing.run(name, withBook(name, input, book), context),
});
