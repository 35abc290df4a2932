import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { devicesCsv, racksCsv } from '#main/exchange/netbox/export';
import { importNetboxTables } from '#main/exchange/netbox/import-netbox';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();
const twoRacks = aScenario(someRacks([{ stack: times(9, groqNode) }, { stack: times(4, dgx) }]));

const imported = (tables: { racks?: string; devices?: string }, scenario = aScenario()) => {
  const result = importNetboxTables(scenario, tables, catalogue);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

const refusal = (tables: { racks?: string; devices?: string }) => {
  const result = importNetboxTables(aScenario(), tables, catalogue);
  return result.ok ? undefined : result.error;
};

describe('tables of NetBox', () => {
  it('written from racks and read again give the same racks and devices in the same places', () => {
    const { scenario, added, leftOut } = imported({
      racks: racksCsv(twoRacks, catalogue),
      devices: devicesCsv(twoRacks, catalogue),
    });
    expect(added).toEqual({ racks: 2, devices: 13 });
    expect(leftOut).toEqual([]);
    const places = ({ racks, devices }: typeof scenario) =>
      Object.values(devices)
        .map(({ name, type, position, face, rack }) => [racks[rack]?.name, position, face, type, name])
        .sort();
    expect(places(scenario)).toEqual(places(twoRacks));
  });

  it('put a rack called B07 at the seventh place of row B', () => {
    const { scenario } = imported({ racks: 'name,u_height\nB07,42\nSpare rack,48\n' });
    expect(Object.values(scenario.racks)).toMatchObject([
      { name: 'B07', row: 1, place: 6, type: 'rack-42u' },
      { name: 'Spare rack', row: 0, place: 0, type: 'rack-48u' },
    ]);
  });

  it('take a name of any length and any letters that a rack may have', () => {
    const names = ['x'.repeat(76), 'x'.repeat(77), 'x'.repeat(120), '机柜 一', '机柜 二'];
    const { scenario, leftOut } = imported({
      racks: `name,u_height\n${[...names, 'x'.repeat(121)].map((name) => `${name},42\n`).join('')}`,
    });
    expect(Object.values(scenario.racks).map(({ name }) => name)).toEqual(names);
    expect(leftOut.map(({ params }) => params?.['line'])).toEqual([7]);
  });

  it('leave out rows that cannot stand, each named by its line', () => {
    const { added, leftOut } = imported({
      racks: 'name,u_height\nA01,42\nA02,43\nA01,42\n',
      devices:
        'name,device_type,rack,position,face\nn1,GroqNode (8 LPU v1),A01,1,front\nn2,Nothing known,A01,5,front\nn3,dgx-h100,A09,1,front\nn4,dgx-h100,A01,1.3,front\n',
    });
    expect(added).toEqual({ racks: 1, devices: 1 });
    expect(leftOut.map(({ params }) => params?.['line'])).toEqual([3, 4, 3, 4, 5]);
  });

  it.each([
    ['a missing column', { racks: 'name,height\nA01,42\n' }, /u_height is missing/],
    ['rows of unequal length', { racks: 'name,u_height\nA01,42,7\n' }, /line 2/],
    ['no rows', { devices: 'name,device_type,rack\n' }, /no row/],
    ['a million rows', { racks: `name,u_height\n${'A,42\n'.repeat(1_000_000)}` }, /at most 50,000 rows/],
    ['an unclosed quotation', { racks: 'name,u_height\n"A01,42\n' }, /line/],
  ])('are refused whole with %s', (_, tables, reason) => {
    expect(refusal(tables)).toMatchObject({
      code: 'csv-invalid',
      message: expect.stringMatching(reason) as string,
    });
  });

  it('guard names that a spreadsheet would run as a formula', () => {
    const named = aScenario(someRacks([{ stack: [groqNode] }]));
    const [device] = Object.values(named.devices);
    const evil = {
      ...named,
      devices: { [String(device?.id)]: { ...device, name: '=HYPERLINK("http://x")' } },
    };
    const rows: string[][] = parse(devicesCsv(evil as typeof named, catalogue), { bom: true });
    expect(rows[1]?.[0]).toBe('\'=HYPERLINK("http://x")');
  });
});
