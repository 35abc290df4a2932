import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exportDeviceType } from '#main/exchange/netbox/export';
import { importFromNetbox } from '#main/exchange/netbox/import-netbox';
import { DeviceType } from '#shared/catalogue/entries';
import { NetboxImport, type NetboxImported } from '#shared/exchange/exchange';
import type { Refusal, Result } from '#shared/refusal/refusal';
import { zipSync, strToU8 } from 'fflate';
import { z } from 'zod';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario } from '../../support/fleet';

const catalogue = await shippedCatalogue();

/** What an import makes of files of types, by their names. */
function typesIn(files: Readonly<Record<string, string>>, scenario = aScenario()): NetboxImported {
  const types = Object.entries(files).map(([name, text]) => ({ name, text }));
  const imported = importFromNetbox(NetboxImport.parse({ scenario, types }), catalogue);
  if (!imported.ok) throw new Error(imported.error.message);
  return imported.value;
}

const typesOf = ({ scenario }: NetboxImported): readonly DeviceType[] =>
  scenario.userCatalogue?.deviceTypes ?? [];

/** The type that one file holds, with what is doubtful in it. */
function importDeviceType(
  text: string,
): Result<{ readonly type: DeviceType; readonly warnings: readonly Refusal[] }, Refusal> {
  const imported = typesIn({ file: text });
  const [refused] = imported.leftOut;
  if (refused !== undefined) return { ok: false, error: refused.refusal };
  const type = typesOf(imported).at(-1);
  if (type === undefined) throw new Error('there is no type');
  return { ok: true, value: { type, warnings: imported.warnings.map(({ refusal }) => refusal) } };
}

const typicalOf = (figure: DeviceType['mass'] | undefined): number | undefined =>
  figure !== undefined && 'readings' in figure ? figure.readings[0]?.typical : undefined;

/** A file of the library's shape, with lines of a test's own at the end. */
const aFile = (more = '', model = 'Test 9000'): string => `---
manufacturer: ACME
model: ${model}
slug: acme-test-9000
u_height: 4
is_full_depth: true
${more}`;

const ports = (count: number, maximum: number): string =>
  `power-ports:\n${Array.from({ length: count }, (_, at) => `  - name: PSU${at}\n    type: iec-60320-c20\n    maximum_draw: ${maximum}\n`).join('')}`;

const manyKeys = (count: number): string => Array.from({ length: count }, (_, at) => `k${at}:\n`).join('');

const codes = (text: string): readonly string[] => {
  const imported = importDeviceType(text);
  return imported.ok ? imported.value.warnings.map(({ code }) => code) : [imported.error.code];
};

describe('a device type file of NetBox', () => {
  it('becomes a device type whose figures name the file as their source', () => {
    const imported = importDeviceType(aFile(`weight: 100\nweight_unit: lb\n${ports(2, 3_000)}`));
    if (!imported.ok) throw new Error(imported.error.message);
    const { type } = imported.value;
    expect(DeviceType.safeParse(type).success).toBe(true);
    expect(type).toMatchObject({ id: 'acme-test-9000', heightUnits: 4, fullDepth: true, kind: 'server' });
    expect(type.mass).toMatchObject({ readings: [{ typical: 45.359237, source: 'netbox-device-type' }] });
    // One of two supplies carries it, so that what both are rated for is no load.
    expect(type.power.maximum).toMatchObject({ readings: [{ typical: 3_000 }] });
    expect(type.power.idle).toHaveProperty('unknown');
  });

  it('is warned of where its words and its power ports contradict each other, as 6.5 kW against 2.1 kW', () => {
    expect(codes(aFile(`${ports(2, 1_071)}comments: System power 6.5 kW max`))).toContain(
      'netbox-power-contradicts',
    );
    expect(codes(aFile(`${ports(2, 1_071)}comments: About 1,100 W`))).not.toContain(
      'netbox-power-contradicts',
    );
  });

  it('is warned of where it allocates more than it can draw', () => {
    expect(
      codes(aFile('power-ports:\n  - name: PSU1\n    maximum_draw: 500\n    allocated_draw: 600\n')),
    ).toContain('netbox-allocated-above-maximum');
  });

  it('is warned of where it states no power, which then stays unknown', () => {
    const imported = importDeviceType(aFile());
    expect(imported.ok && imported.value.type.power.maximum).toHaveProperty('unknown');
    expect(codes(aFile())).toEqual(['netbox-power-missing']);
  });

  it.each([
    [
      'a height that is not in halves',
      aFile().replace('u_height: 4', 'u_height: 4.3'),
      'device-type-file-invalid',
    ],
    ['a weight without a unit', aFile('weight: 4\n'), 'device-type-file-invalid'],
    [
      'a draw that is not finite',
      aFile('power-ports:\n  - name: a\n    maximum_draw: .inf\n'),
      'device-type-file-invalid',
    ],
    ['what is not YAML', 'a: [1,\nb: 2', 'file-not-yaml'],
    ['a key twice', aFile('model: other\n'), 'file-not-yaml'],
    [
      'aliases, of which a few lines can stand for gigabytes',
      aFile('comments: &a x\ndescription: *a\n'),
      'file-not-yaml',
    ],
    ['deep nesting', `${'['.repeat(200)}${']'.repeat(200)}`, 'file-too-deep'],
    ['nesting that overflows a parser', '['.repeat(100_000), 'file-too-deep'],
    ['a line of quotation marks', `a: ${'"'.repeat(100_000)}`, 'file-not-yaml'],
    ['a large map that has a key twice', `${manyKeys(12_000)}k0:\n`, 'file-not-yaml'],
    ['more marks than a device has', '- 1\n'.repeat(60_000), 'file-not-yaml'],
    ['a large file', `a: ${'x'.repeat(1_100_000)}`, 'file-too-large'],
  ])('is refused with %s', (_, text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  it('names the place of what is wrong', () => {
    const imported = importDeviceType(aFile('power-ports:\n  - name: a\n    maximum_draw: -4\n'));
    expect(imported).toMatchObject({ ok: false, error: { path: 'power-ports[0].maximum_draw' } });
  });

  it.each(Object.values(catalogue.deviceTypes).map((type) => [type.id, type] as const))(
    'made from %s is what the schema of the library asks for and reads back as the same entry',
    (_, type) => {
      const file = exportDeviceType(type);
      expect(LibraryEntry.safeParse(parse(file, { version: '1.1' })).error).toBeUndefined();
      // The entry is that of the catalogue to the last figure, so that nothing is added.
      expect(typesIn({ file })).toMatchObject({ added: { types: 0 }, leftOut: [], warnings: [] });
      const own = { ...type, id: `own-${type.id}` };
      expect(typesOf(typesIn({ file: exportDeviceType(own) }))).toEqual([own]);
    },
  );

  it('made from an entry counts by what it says once somebody changed it', () => {
    const own = { ...catalogue.deviceTypes['dgx-h100'], id: 'own-server' } as DeviceType;
    const file = exportDeviceType(own).replace('u_height: 8', 'u_height: 6');
    expect(typesOf(typesIn({ file }))).toMatchObject([{ id: 'own-server', heightUnits: 6 }]);
  });
});

/** What the JSON Schema of the public library asks of a device type, in so far as an export has it. */
const watts = z.int().min(1);
const LibraryEntry = z.strictObject({
  manufacturer: z.string().max(100),
  model: z.string().max(100),
  slug: z
    .string()
    .max(100)
    .regex(/^[-a-z0-9_]+$/),
  u_height: z.number().multipleOf(0.5).min(0),
  is_full_depth: z.boolean(),
  airflow: z.string().optional(),
  weight: z.number().min(0).multipleOf(0.01).optional(),
  weight_unit: z.literal('kg').optional(),
  description: z.string().max(200).optional(),
  comments: z.string(),
  is_powered: z.boolean().optional(),
  'power-ports': z
    .array(
      z.strictObject({
        name: z.string().max(64),
        type: z.literal('other'),
        maximum_draw: watts.optional(),
        allocated_draw: watts.optional(),
      }),
    )
    .optional(),
});

describe('whatever a library or an export holds', () => {
  it('has texts as YAML 1.1 has them, so that a port named 08 is one', () => {
    const imported = typesIn({
      file: aFile('front-ports:\n  - name: 08\n    type: 8p8c\n  - name: 0x1f\n  - name: yes\n', '08'),
    });
    expect(imported.leftOut).toEqual([]);
    expect(typesOf(imported)).toMatchObject([{ name: '08' }]);
  });

  it('may hold several documents, nulls and empty texts, and leave out slug, depth and height as NetBox does', () => {
    const text = `manufacturer: ACME
model: Panel 1
slug: acme-panel-1
default_platform: null
description: ''
u_height: 1.0
is_full_depth: no
subdevice_role: ''
weight: null
weight_unit: ''
---
manufacturer: ACME
model: Panel 2
---
- manufacturer: ACME
  model: Panel 3
  u_height: 2.5
`;
    const imported = typesIn({ file: text });
    expect(imported.leftOut).toEqual([]);
    expect(typesOf(imported)).toMatchObject([
      { id: 'acme-panel-1', heightUnits: 1, fullDepth: false },
      { id: 'acme-panel-2', heightUnits: 1, fullDepth: true },
      { id: 'acme-panel-3', heightUnits: 2.5 },
    ]);
  });

  it('refuses a bad document or file alone, and names it', () => {
    const text = `${aFile()}---\nmanufacturer: ACME\n`;
    const imported = typesIn({
      several: text,
      broken: 'a: [1',
      fine: aFile('', 'Fine').replace('test-9000', 'fine'),
    });
    expect(typesOf(imported).map(({ name }) => name)).toEqual(['Test 9000', 'Fine']);
    expect(imported.leftOut.map(({ file }) => file)).toEqual(['several, line 7', 'broken']);
  });

  it('lists what is not read, with how often it is said', () => {
    const more = 'interfaces:\n  - name: a\nconsole-ports:\n  - name: b\ncolour: red\n';
    const { unread } = typesIn({ one: aFile(more), two: aFile(more).replace('test-9000', 'b') });
    expect(unread).toEqual([
      { file: 'types', name: 'colour', count: 2 },
      { file: 'types', name: 'console-ports', count: 2 },
    ]);
  });

  it('may be a page of the API, with its choices and links as objects', () => {
    const entry = {
      manufacturer: { name: 'ACME' },
      model: 'API',
      slug: 'acme-api',
      u_height: 2,
      is_full_depth: true,
      airflow: { value: 'rear-to-front', label: 'Rear to front' },
      weight: 4,
      weight_unit: { value: 'kg' },
    };
    const imported = typesIn({ page: JSON.stringify({ count: 1, next: null, results: [entry] }) });
    expect(typesOf(imported)).toMatchObject([
      { id: 'acme-api', heightUnits: 2, airDirection: 'rear-to-front' },
    ]);
  });

  it('may be a ZIP with folders of any number of files', () => {
    const files = Object.fromEntries(
      Array.from({ length: 700 }, (_, at) => [
        `library/device-types/ACME/${at}.yaml`,
        strToU8(aFile('', `M ${at}`).replace('test-9000', `m-${at}`)),
      ]),
    );
    const base64 = Buffer.from(zipSync({ ...files, 'library/README.md': strToU8('x') })).toString('base64');
    const asked = NetboxImport.parse({ scenario: aScenario(), archives: [{ name: 'a.zip', base64 }] });
    expect(importFromNetbox(asked, catalogue)).toMatchObject({ ok: true, value: { added: { types: 700 } } });
    const damaged = { ...asked, archives: [{ name: 'a.zip', base64: base64.slice(0, 4_000) }] };
    expect(importFromNetbox(damaged, catalogue)).toMatchObject({
      ok: true,
      value: { added: { types: 0 }, leftOut: [{ file: 'a.zip', refusal: { code: 'archive-invalid' } }] },
    });
  });

  it('never puts a type in place of another: not of one of the catalogue, of another file, or for an odd slug', () => {
    const of = (model: string, slug: string) =>
      `manufacturer: ACME\nmodel: ${model}\nslug: ${slug}\nu_height: 1\nis_full_depth: true\nis_powered: false\n`;
    const imported = typesIn({
      one: of('One', 'acme-a_b'),
      two: of('Two', 'acme-a-b'),
      server: of('Mine', 'dgx-h100'),
      odd: of('Odd', '-odd-'),
    });
    expect(typesOf(imported).map(({ id, name }) => [id, name])).toEqual([
      ['acme-a-b', 'One'],
      ['acme-a-b-2', 'Two'],
      ['dgx-h100-2', 'Mine'],
      ['odd', 'Odd'],
    ]);
    expect(imported.warnings.map(({ file, refusal }) => [file, refusal.code])).toEqual([
      ['two', 'netbox-slug-taken'],
      ['server', 'netbox-slug-taken'],
      ['odd', 'netbox-slug-changed'],
    ]);
    const again = typesIn({ one: of('One', 'acme-a_b'), two: of('Two', 'acme-a-b') }, imported.scenario);
    expect(again).toMatchObject({ added: { types: 0 } });
    const changed = typesIn(
      { one: of('One', 'acme-a_b').replace('u_height: 1', 'u_height: 3') },
      imported.scenario,
    );
    expect(changed.warnings).toMatchObject([{ refusal: { code: 'netbox-type-updated' } }]);
    expect(typesOf(changed)[0]).toMatchObject({ id: 'acme-a-b', heightUnits: 3 });
  });

  it('has rack types with their measures and limits', () => {
    const text = `manufacturer: ACME
model: R 1
slug: acme-r-1
form_factor: 4-post-cabinet
width: 19
u_height: 71
starting_unit: 1
outer_width: 600
outer_depth: 42
outer_unit: in
mounting_depth: 900
max_weight: 3000
weight_unit: lb
`;
    const { scenario } = typesIn({ 'rack-types/ACME/r1.yaml': text });
    const [rack] = scenario.userCatalogue?.rackTypes ?? [];
    expect(rack).toMatchObject({ id: 'acme-r-1', units: 71, emptyMass: { unit: 'kg' } });
    expect(typicalOf(rack?.depth)).toBeCloseTo(1.0668);
    expect(typicalOf(rack?.usableDepth)).toBeCloseTo(0.9);
    expect(typicalOf(rack?.massLimit)).toBeCloseTo(1_360.777);
  });
});

describe('the power of a device type', () => {
  const withSupplies = (count: number, words = '', draw = '    maximum_draw: 1000\n'): DeviceType => {
    const list = Array.from({ length: count }, (_, at) => `  - name: P${at}\n${draw}`).join('');
    const [type] = typesOf(typesIn({ file: aFile(`power-ports:\n${list}comments: ${words}\n`) }));
    if (type === undefined) throw new Error('there is no type');
    return type;
  };

  it.each([
    [1, '', 1, undefined],
    [2, '', 1, true],
    [3, '', 2, true],
    [4, '', 2, true],
    [6, 'supplies 4+2', 4, undefined],
    [4, 'N+1 redundant', 3, undefined],
    [4, 'N + N', 2, undefined],
    [2, 'not redundant, non-redundant', 2, undefined],
  ])('of %i supplies (“%s”) is carried by %i of them', (count, said, needed, assumed) => {
    const type = withSupplies(count, said);
    expect(type.supplies).toMatchObject({ count, needed });
    expect(type.supplies?.assumed).toBe(assumed);
    // What the supplies that carry it are rated for is the most that it may draw; two thirds of it are usual.
    expect(typicalOf(type.power.maximum)).toBe(1_000 * needed);
    expect(typicalOf(type.power.typical)).toBe(670 * needed);
  });

  it('is what is allocated to it where the file says so', () => {
    const type = withSupplies(2, '', '    maximum_draw: 800\n    allocated_draw: 200\n');
    expect(typicalOf(type.power.typical)).toBe(400);
    expect(typicalOf(type.power.maximum)).toBe(800);
  });

  it('counts supplies that go into bays', () => {
    const [type] = typesOf(
      typesIn({ file: aFile('module-bays:\n  - name: PSU 1\n  - name: PSU 2\n  - name: Slot 1\n') }),
    );
    expect(type?.supplies).toMatchObject({ count: 2, needed: 1 });
    expect(type?.power.maximum).toHaveProperty('unknown');
  });

  it.each([
    [
      'a strip',
      'power-outlets:\n  - name: 1\npower-ports:\n  - name: I\n    maximum_draw: 12500\n',
      'AP 1',
      12_500,
    ],
    ['a UPS', 'power-ports:\n  - name: I\n    maximum_draw: 3000\n', 'Smart-UPS 3000', 3_000],
    [
      'a transfer switch',
      'power-ports:\n  - name: A\n    maximum_draw: 3000\n  - name: B\n    maximum_draw: 3000\n',
      'Rack ATS',
      3_000,
    ],
  ])('of %s is a capacity and no load', (_, more, model, capacity) => {
    const imported = typesIn({ file: aFile(more, model) });
    const [type] = typesOf(imported);
    expect(type).toMatchObject({ kind: 'pdu' });
    expect(type?.supplies).toBeUndefined();
    expect(typicalOf(type?.power.maximum)).toBe(0);
    expect(typicalOf(type?.capacity)).toBe(capacity);
    expect(imported.warnings).toEqual([]);
  });
});
