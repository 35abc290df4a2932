import { createHash } from 'node:crypto';
import { QuoteRecord } from '../../shared/quote/record';
import { Scenario } from '../../shared/scenario/schema';
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
});

/** What a backup keeps: the scenarios, and beside them the register of quotes and the user's price book. */
export interface BackupContents {
  readonly scenarios: readonly Scenario[];
  readonly quotes?: readonly QuoteRecord[];
  readonly prices?: readonly UserPrice[];
}

export interface Backup extends Required<BackupContents> {
  readonly at: string;
}

type Unread = { readonly [Part in keyof BackupContents]: readonly unknown[] | undefined };

/** Of the scenarios alone where nothing stands beside them, as in backups from before there was anything. */
export function checksumOf({ scenarios, quotes = [], prices = [] }: Unread): string {
  const beside = quotes.length > 0 || prices.length > 0;
  const text = JSON.stringify(beside ? [scenarios, quotes, prices] : scenarios);
  return createHash('sha256').update(text).digest('hex');
}

export const encodeBackup = ({
  at,
  scenarios,
  quotes = [],
  prices = [],
}: BackupContents & Pick<Backup, 'at'>): string =>
  JSON.stringify({
    format: BACKUP_FORMAT,
    schemaVersion: 1,
    at,
    sha256: checksumOf({ scenarios, quotes, prices }),
    scenarios,
    quotes,
    prices,
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
  const { at, sha256, scenarios, quotes, prices } = envelope.data;
  return {
    at,
    sha256,
    scenarios: sound(Scenario, scenarios),
    quotes: sound(QuoteRecord, quotes),
    prices: sound(UserPrice, prices),
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
