import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { expect, it } from 'vitest';

const prefix = '@typescript-eslint/';

/** Rules that are off on purpose, or that the typed linter lacks. */
const leftOut = ['no-unnecessary-type-parameters', 'no-unsafe-class-instance-assignment'];

interface RuleAbout {
  readonly meta: { readonly docs?: { readonly requiresTypeChecking?: boolean } };
}

/** The rules of the strict preset that ask the compiler for types. */
function typedRules(): readonly string[] {
  const active = tseslint.configs.strictTypeChecked.flatMap(({ rules }) => Object.entries(rules ?? {}));
  const { rules: known } = tseslint.plugin as unknown as {
    readonly rules: Readonly<Record<string, RuleAbout | undefined>>;
  };
  return active.flatMap(([name, setting]) => {
    const rule = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    if (rule === undefined || setting === 'off') return [];
    return known[rule]?.meta.docs?.requiresTypeChecking === true ? [rule] : [];
  });
}

it('every rule of the strict preset that needs types is run by the typed linter', () => {
  const { rules } = JSON.parse(readFileSync(join(import.meta.dirname, '../../.oxlintrc.json'), 'utf8')) as {
    readonly rules: Readonly<Record<string, unknown>>;
  };
  const missing = typedRules().filter((rule) => !(`typescript/${rule}` in rules));
  expect(typedRules().length).toBeGreaterThan(30);
  expect(missing.filter((rule) => !leftOut.includes(rule))).toEqual([]);
});
