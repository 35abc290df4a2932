import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { NetboxDeviceType } from '#main/exchange/netbox/device-type-schema';
import { exportDeviceType } from '#main/exchange/netbox/export';
import { importDeviceType } from '#main/exchange/netbox/import-device-type';
import { DeviceType } from '#shared/catalogue/entries';
import { shippedCatalogue } from '../../support/catalogue';

const catalogue = await shippedCatalogue();

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
    expect(type.power.maximum).toMatchObject({ readings: [{ typical: 6_000 }] });
    expect(type.power.idle).toHaveProperty('unknown');
  });

  it('is warned of where its words and its power ports contradict each other, as 6.5 kW against 2.1 kW', () => {
    expect(codes(aFile(`${ports(2, 1_071)}comments: System power 6.5 kW max`))).toContain(
      'netbox-power-contradicts',
    );
    expect(codes(aFile(`${ports(2, 1_071)}comments: About 2,100 W`))).not.toContain(
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
    ['a property that the schema does not have', aFile('colour: red\n'), 'device-type-file-invalid'],
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
    ['a large file', `# ${'x'.repeat(1_100_000)}`, 'file-too-large'],
  ])('is refused with %s', (_, text, code) => {
    expect(codes(text)).toEqual([code]);
  });

  it('names the place of what is wrong', () => {
    const imported = importDeviceType(aFile('power-ports:\n  - name: a\n    maximum_draw: -4\n'));
    expect(imported).toMatchObject({ ok: false, error: { path: 'power-ports[0].maximum_draw' } });
  });

  it.each(Object.values(catalogue.deviceTypes).map((type) => [type.id, type] as const))(
    'made from %s fits the schema and reads back with the same height, mass and power',
    (_, type) => {
      const file = exportDeviceType(type);
      expect(NetboxDeviceType.safeParse(parse(file)).error).toBeUndefined();
      const back = importDeviceType(file);
      if (!back.ok) throw new Error(back.error.message);
      const firstOf = (figure: DeviceType['mass']) =>
        'readings' in figure ? figure.readings[0]?.typical : undefined;
      expect(back.value.type).toMatchObject({
        name: type.name,
        heightUnits: type.heightUnits,
        fullDepth: type.fullDepth,
      });
      expect(firstOf(back.value.type.mass)).toBe(firstOf(type.mass));
      const maximum = firstOf(type.power.maximum);
      const read = firstOf(back.value.type.power.maximum);
      // Ports carry whole watts each.
      if (maximum !== undefined) expect(Math.abs((read ?? Number.NaN) - maximum)).toBeLessThanOrEqual(8);
    },
  );
});
