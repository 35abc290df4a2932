import type { QuoteDraft } from '#shared/quote/record';

/** A draft without a field that may be missing, or with it. */
export function withField<Key extends 'discount' | 'incoterm' | 'currency' | 'alsoIn'>(
  draft: QuoteDraft,
  key: Key,
  value: QuoteDraft[Key] | undefined,
): QuoteDraft {
  const rest = Object.fromEntries(Object.entries(draft).filter(([name]) => name !== key));
  return { ...rest, ...(value === undefined ? {} : { [key]: value }) } as QuoteDraft;
}
