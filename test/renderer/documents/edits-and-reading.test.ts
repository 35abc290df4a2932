import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyCommand, refuseEdit } from '#renderer/documents/command';
import { readScenario } from '#shared/scenario/read';

/** An edit is accepted just where the document that it leaves can be read back. */

const file = new URL('../../fixtures/released/scenarios/0.1.0-14-full.json', import.meta.url);
const read = readScenario(readFileSync(file, 'utf8'));
if (!read.ok) throw new Error(read.error.message);
const full = read.value;

type Node = Record<string, unknown>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Every place of a document, by its path. */
function places(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (!isNode(value)) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => places(part, [...path, key]))];
}

const everywhere = places(full).filter(([field]) => !['format', 'schemaVersion', undefined].includes(field));
const values = [
  ...new Set(everywhere.map((path) => path.reduce<unknown>((at, key) => (at as Node)[key], full))),
];

const anyChange = fc.record({
  path: fc.constantFrom(...everywhere),
  change: fc.oneof(
    fc.constant({ kind: 'remove' as const }),
    fc.constantFrom(...values).map((value) => ({ kind: 'put' as const, value })),
    fc
      .oneof(
        fc.string({ maxLength: 5 }),
        fc.integer({ min: -2, max: 1e6 }),
        fc.constantFrom(null, true, [], {}),
      )
      .map((value) => ({ kind: 'put' as const, value })),
    fc.constant({ kind: 'add' as const }),
  ),
});

function edited(
  draft: unknown,
  { path, change }: typeof anyChange extends fc.Arbitrary<infer T> ? T : never,
): void {
  const owner = path.slice(0, -1).reduce<unknown>((at, key) => (isNode(at) ? at[key] : undefined), draft);
  const key = path.at(-1) ?? '';
  if (!isNode(owner)) return;
  if (change.kind === 'remove') {
    if (Array.isArray(owner)) owner.splice(Number(key), 1);
    else Reflect.deleteProperty(owner, key);
  } else if (change.kind === 'put') owner[key] = structuredClone(change.value);
  else if (!Array.isArray(owner)) owner['nobodyReadsThis'] = 1;
}

describe('edits and reading', () => {
  it('accept the same documents', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { minLength: 1, maxLength: 3 }), (changes) => {
        const { scenario, patches } = applyCommand(full, {
          name: { key: 'commands:create' },
          recipe: (draft) => {
            for (const change of changes) edited(draft, change);
          },
        });
        fc.pre(patches.length > 0);
        const refusal = refuseEdit(scenario, patches);
        const back = readScenario(JSON.stringify(scenario));
        const told = JSON.stringify({ refusal, back: back.ok ? 'read' : back.error });
        if (refusal === undefined) expect(back.ok, told).toBe(true);
        // Reading fills in what is left out, where an edit may say that it is missing.
        const whole = back.ok && isDeepStrictEqual(JSON.parse(JSON.stringify(scenario)), back.value);
        if (whole) expect(refusal, told).toBeUndefined();
      }),
      { numRuns: 400, seed: 15 },
    );
  });
});
