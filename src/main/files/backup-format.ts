import { createHash } from 'node:crypto';
import { Compared } from '../../shared/compared';
import { QuoteRecord } from '../../shared/quote/record';
import { readScenarioValue } from '../../shared/scenario/read';
import type { Scenario } from '../../shared/scenario/schema';
import { UserPrice } from '../../shared/scenario/user-catalogue';
import { z } from '../../shared/zod';

export const BACKUP_FORMAT = 'fleetwright-backup';

const Envelope = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  schemaVersion: z.literal(1),
  at: z.iso.datetime(),
  sha256: z.string(),
  scenarios: z.array(z.unknown()),
  quotes: z.array(z.unknown()).default([]),
  prices: z.array(z.unknown()).default([]),
  comparisons: z.array(z.unknown()).default([]),
});

/** What a backup keeps: the scenarios, and beside them the register of quotes, the user's price book and what
 * was arranged and noted of comparisons.
 */
export interface BackupContents {
  readonly scenarios: readonly Scenario[];
  readonly quotes?: readonly QuoteRecord[];
  readonly prices?: readonly UserPrice[];
  readonly comparisons?: readonly Compared[];
}

export interface Backup extends Required<BackupContents> {
  readonly at: string;
}

type Unread = { readonly [Part in keyof BackupContents]: readonly unknown[] | undefined };

/** Of what there is and of no empty part behind it, so that a backup from before there was such a part stays whole. */
export function checksumOf({ scenarios, quotes = [], prices = [], comparisons = [] }: Unread): string {
  const text = JSON.stringify(
    comparisons.length > 0
      ? [scenarios, quotes, prices, comparisons]
      : quotes.length > 0 || prices.length > 0
        ? [scenarios, quotes, prices]
        : scenarios,
  );
  return createHash('sha256').update(text).digest('hex');
}

export const encodeBackup = ({
  at,
  scenarios,
  quotes = [],
  prices = [],
  comparisons = [],
}: BackupContents & Pick<Backup, 'at'>): string =>
  JSON.stringify({
    format: BACKUP_FORMAT,
    schemaVersion: 1,
    at,
    sha256: checksumOf({ scenarios, quotes, prices, comparisons }),
    scenarios,
    quotes,
    prices,
    comparisons,
  });

/** What a backup file holds; undefined when it is damaged, foreign or from a newer version. */
export function decodeBackup(text: string): (Backup & { readonly sha256: string }) | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return undefined;
  }
  const envelope = Envelope.safeParse(parsed);
  if (!envelope.success || checksumOf(envelope.data) !== envelope.data.sha256) return undefined;
  const { at, sha256, scenarios, quotes, prices, comparisons } = envelope.data;
  return {
    at,
    sha256,
    scenarios: scenarios.flatMap((document) => {
      const read = readScenarioValue(document);
      return read.ok ? [read.value] : [];
    }),
    quotes: sound(QuoteRecord, quotes),
    prices: sound(UserPrice, prices),
    comparisons: sound(Compared, comparisons),
  };
}

const sound = <Schema extends z.ZodType>(
  schema: Schema,
  candidates: readonly unknown[],
): z.output<Schema>[] =>
  candidates.flatMap((candidate) => {
    const parsed = schema.safeParse(candidate);
    return parsed.success ? [parsed.data] : [];
  });
