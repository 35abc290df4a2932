import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Compared, comparedForm } from '#shared/compare/comparison';
import { KeptEntry, keptEntryForm, Library, libraryForm } from '#shared/library/library';
import type { VersionedForm } from '#shared/json/versioned';
import { FrozenScenario, scenarioForm } from '#shared/scenario/read';
import { Quote, QUOTE_VERSION } from '#shared/quote/quote';
import { QuoteRecord, quoteRecordForm } from '#shared/quote/record';
import { Scenario } from '#shared/scenario/schema';
import { UserPrice, userPriceForm } from '#shared/scenario/user-catalogue';
import { z } from '#shared/schema/zod';
import { Version, versionForm } from '#renderer/documents/versions/version';

/** What each kept form looked like in each of its versions: test/fixtures/released/fingerprints.json. */
const kept = JSON.parse(
  readFileSync(new URL('../fixtures/released/fingerprints.json', import.meta.url), 'utf8'),
) as Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Form {
  readonly name: string;
  readonly schema: z.ZodType;
  readonly version: VersionedForm['version'];
}

const forms: readonly Form[] = [
  { name: 'scenario', schema: Scenario, version: scenarioForm.version },
  { name: 'quote', schema: Quote, version: QUOTE_VERSION },
  { name: 'quote record', schema: QuoteRecord, version: quoteRecordForm.version },
  { name: 'price', schema: UserPrice, version: userPriceForm.version },
  { name: 'comparison', schema: Compared, version: comparedForm.version },
  { name: 'kept version', schema: Version, version: versionForm.version },
  { name: 'library', schema: Library, version: libraryForm.version },
  { name: 'library entry', schema: KeptEntry, version: keptEntryForm.version },
];

/** Documents inside others have versions of their own. */
const inside = new Map<unknown, string>([
  [Scenario, 'scenario'],
  [FrozenScenario, 'scenario'],
  [Quote, 'quote'],
]);

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([key]) => key !== 'description')
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, sorted(part)]),
        )
      : value;

/** What a schema accepts, whatever it says about it in words. */
function fingerprint(root: z.ZodType): string {
  const schema = z.toJSONSchema(root, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const part: unknown = zodSchema;
      const name = part === root ? undefined : inside.get(part);
      if (name === undefined) return;
      for (const key of Object.keys(jsonSchema)) Reflect.deleteProperty(jsonSchema, key);
      jsonSchema.title = name;
    },
  });
  return createHash('sha256')
    .update(JSON.stringify(sorted(schema)))
    .digest('hex')
    .slice(0, 16);
}

describe('a kept form', () => {
  it.each(forms)('is what its version was: $name', ({ name, schema, version }) => {
    const hint = `the schema of a ${name} changed: give it a new version with a migration and kept files, then add its fingerprint`;
    expect({ [version]: fingerprint(schema) }, hint).toEqual({ [version]: kept[name]?.[version] });
  });

  it('has a fingerprint for every version from the first that was kept', () => {
    for (const { name, version } of forms) {
      const versions = Object.keys(kept[name] ?? {}).map(Number);
      expect(versions.at(-1), name).toBe(version);
      expect(versions, name).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
    }
  });

  it('changes its fingerprint with a field, not with words about it', () => {
    const before = z.strictObject({ a: z.string() });
    expect(fingerprint(z.strictObject({ a: z.string().describe('A word') }))).toBe(fingerprint(before));
    expect(fingerprint(z.strictObject({ a: z.string(), b: z.string().optional() }))).not.toBe(
      fingerprint(before),
    );
  });
});
