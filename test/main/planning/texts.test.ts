import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { formulas, quantities } from '#main/planning/derivation/formulas';
import { explain } from '#main/planning/explain';
import { plan } from '#main/planning/plan';
import type { Explanation } from '#shared/plan/derived';
import chineseProblems from '../../../resources/locales/zh-CN/problems.json';
import chineseTrace from '../../../resources/locales/zh-CN/trace.json';
import englishProblems from '../../../resources/locales/en/problems.json';
import englishRemarks from '../../../resources/locales/en/remarks.json';
import englishTrace from '../../../resources/locales/en/trace.json';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks } from '../../support/fleet';

const sources = fileURLToPath(new URL('../../../src', import.meta.url));

/** Codes whose messages say in full what no text by code alone could: of graphs and programs of LPUs that are no valid ones. */
const SAID_IN_FULL = /^lpu-(?!network).*$/;

/** What the schema library calls an issue that a schema of ours raises. */
const OF_SCHEMAS = /^custom$/;

/** Kinds of columns, such as that of a code in a table of rows. */
const OF_COLUMNS = /^text$/;

/** Reasons against a slot, which the layout words together with the device and the rack. */
const OF_SLOTS = /^(above-rack|below-rack|deeper-than-rack|overlap|taller-than-rack|too-deep-together)$/;

/** Codes that refusals carry anywhere in the sources. */
function codesInSources(): readonly string[] {
  const files = readdirSync(sources, { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(sources, name), 'utf8'));
  const codes = texts.flatMap((text) =>
    [...text.matchAll(/\bcode: '([a-z-]+)'/g)].map(([, code = '']) => code),
  );
  return [...new Set(codes)].sort();
}

function textAt(texts: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce((inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key], texts);
}

const names = ({ name, trace }: Explanation): string[] => [
  name,
  ...(trace.kind === 'formula' ? trace.inputs.flatMap(names) : []),
];

/** The names that explanations of a whole plan give: of the values themselves and of all that enters them. */
async function namesExplained(): Promise<readonly string[]> {
  const racks = someRacks([{ stack: [groqNode, dgx] }]);
  const finance = { method: 'annuity', hosting: 'without-energy' };
  const whole = plan(aScenario({ ...racks, currency: 'CNY', finance }), await shippedCatalogue());
  const paths = (value: unknown, path: string): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    if ('typical' in value && 'trace' in value) return [path];
    return Object.entries(value).flatMap(([key, inner]) =>
      paths(inner, path === '' ? key : `${path}/${key}`),
    );
  };
  return [
    ...new Set(
      paths({ racks: whole.racks, totals: whole.totals, cost: whole.cost }, '').flatMap((path) => {
        const explained = explain(whole, path);
        return explained.ok ? names(explained.value) : [];
      }),
    ),
  ];
}

describe.each([
  ['English', englishProblems, englishTrace],
  ['Chinese', chineseProblems, chineseTrace],
])('the texts in %s', (_, problems, trace) => {
  it('have one for every code of a refusal, unless its message says more than a code can', () => {
    const codes = codesInSources().filter(
      (code) =>
        ![SAID_IN_FULL, OF_SLOTS, OF_SCHEMAS, OF_COLUMNS].some((other) => other.test(code)) &&
        !(code in englishRemarks),
    );

    expect(codes.length).toBeGreaterThan(40);
    expect(
      codes.filter(
        (code) => typeof (textAt(problems, code) ?? textAt(problems, `${code}_other`)) !== 'string',
      ),
    ).toEqual([]);
  });

  it('have one for every formula', () => {
    expect(Object.keys(formulas).filter((name) => typeof textAt(trace.formulas, name) !== 'string')).toEqual(
      [],
    );
  });

  it('have one for every quantity, and for every name that an explanation gives', async () => {
    const all = [...quantities, ...(await namesExplained())];
    expect(all.filter((name) => typeof textAt(trace.names, name) !== 'string')).toEqual([]);
  });
});
