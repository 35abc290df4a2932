import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { devicesCsv, racksCsv } from '#main/exchange/netbox/export';
import { importFromNetbox } from '#main/exchange/netbox/import-netbox';
import { numberIn } from '#main/exchange/netbox/read-netbox-table';
import { NetboxImport } from '#shared/exchange/exchange';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();
const twoRacks = aScenario(someRacks([{ stack: times(9, groqNode) }, { stack: times(4, dgx) }]));

interface Files {
  readonly racks?: string | readonly string[];
  readonly devices?: string | readonly string[];
  readonly types?: string;
}

const asked = ({ racks = [], devices = [], types }: Files, scenario = aScenario()) =>
  importFromNetbox(
    NetboxImport.parse({
      scenario,
      racks: [racks].flat(),
      devices: [devices].flat(),
      types: types === undefined ? [] : [{ name: 'types', text: types }],
    }),
    catalogue,
  );

const imported = (files: Files, scenario = aScenario()) => {
  const result = asked(files, scenario);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

const refusal = (files: Files) => {
  const result = asked(files);
  return result.ok ? undefined : result.error;
};

type Imported = ReturnType<typeof imported>;

const linesOf = ({ leftOut }: Imported) => leftOut.map(({ refusal: { params } }) => params?.['line']);

/** Where each device stands: the name of its rack, its position and its face. */
const places = ({ scenario: { racks, devices } }: Imported) =>
  Object.fromEntries(
    Object.values(devices).map(({ name, position, face, rack }) => [
      name,
      `${racks[rack]?.name} ${position} ${face}`,
    ]),
  );

describe('tables of NetBox', () => {
  it('written from racks and read again give the same racks and devices in the same places', () => {
    const { scenario, added, leftOut } = imported({
      racks: racksCsv(twoRacks, catalogue),
      devices: devicesCsv(twoRacks, catalogue),
    });
    expect(added).toEqual({ racks: 2, devices: 13, types: 0 });
    expect(leftOut).toEqual([]);
    const standing = ({ racks, devices }: typeof scenario) =>
      Object.values(devices)
        .map(({ name, type, position, face, rack }) => [racks[rack]?.name, position, face, type, name])
        .sort();
    expect(standing(scenario)).toEqual(standing(twoRacks));
  });

  it('put a rack called B07 at the seventh place of row B', () => {
    const { scenario } = imported({ racks: 'name,u_height\nB07,42\nSpare rack,48\n' });
    expect(Object.values(scenario.racks)).toMatchObject([
      { name: 'B07', row: 1, place: 6, type: 'rack-42u' },
      { name: 'Spare rack', row: 2, place: 0, type: 'rack-48u' },
    ]);
  });

  it('take a name of any length and any letters that a rack may have', () => {
    const names = ['x'.repeat(76), 'x'.repeat(77), 'x'.repeat(120), '机柜 一', '机柜 二'];
    const found = imported({
      racks: `name,u_height\n${[...names, 'x'.repeat(121)].map((name) => `${name},42\n`).join('')}`,
    });
    expect(Object.values(found.scenario.racks).map(({ name }) => name)).toEqual(names);
    expect(linesOf(found)).toEqual([7]);
  });

  it('leave out rows that cannot stand, each named by its line', () => {
    const found = imported({
      racks: 'name,u_height\nA01,42\nA02,101\nA01,42\n',
      devices:
        'name,device_type,rack,position,face\nn1,GroqNode (8 LPU v1),A01,1,front\nn2,Nothing known,A01,5,front\nn3,dgx-h100,A09,1,front\nn4,dgx-h100,A01,1.3,front\n',
    });
    expect(found.added).toEqual({ racks: 1, devices: 1, types: 0 });
    expect(linesOf(found)).toEqual([3, 4, 3, 4, 5]);
  });

  it.each([
    ['a missing column', { racks: 'title,u_height\nA01,42\n' }, /name is missing/],
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

describe('what the Export button of NetBox writes', () => {
  const racks = `Name,Site,Location,Status,Facility ID,Height,Devices,Width,Max Weight
R01,Berlin,,Active,,42U,2,19 inches,
R01,Paris,,Active,,47U,1,19 inches,1200 kg
`;
  const devices = `Name,Status,Tenant,Site,Rack,Role,Manufacturer,Type,Position (U),Rack face
srv-1,Active,X,Berlin,R01,Server,NVIDIA,DGX H100,1.0,Front
srv-2,Planned,,Berlin,R01,Server,NVIDIA,DGX H100,9.0,Front
,Active,,Paris,R01,Server,NVIDIA,DGX H100,1.0,Front
`;

  it('is read with its headings, units and sites; two racks of one name are two', () => {
    const found = imported({ racks, devices });
    expect(found.leftOut).toEqual([]);
    expect(Object.values(found.scenario.racks)).toMatchObject([
      { name: 'R01', siteName: 'Berlin', type: 'rack-42u' },
      { name: 'R01 (Paris)', siteName: 'Paris', type: 'rack-47u', limits: { massKilograms: 1_200 } },
    ]);
    expect(places(found)).toEqual({
      'srv-1': 'R01 1 front',
      'srv-2': 'R01 9 front',
      'dgx-h100-1': 'R01 (Paris) 1 front',
    });
    expect(found.scenario.devices['srv-2' as never]).toMatchObject({ lifeCycle: { state: 'planned' } });
    expect(found.unread).toContainEqual({ file: 'devices', name: 'tenant', count: 1 });
    expect(found.preview).toMatchObject([
      { name: 'R01', isNew: true, devices: 2, leftOut: 0 },
      { name: 'R01 (Paris)', isNew: true, devices: 1, leftOut: 0 },
    ]);
  });

  it.each([
    ['German', 'Name;Standort;Höhe;Maximales Gewicht\nR1;Berlin;42HE;1.360,5 kg\n'],
    ['French', 'Nom\tSite\tHauteur\tPoids maximum\nR1\tBerlin\t42U\t1360.5 kg\n'],
    ['Chinese', '\uFEFF名称,站点,高度,最大重量\nR1,Berlin,42U,1360.5 kg\n'],
    ['Japanese', '名前|サイト|高さ|最大重量\nR1|Berlin|42U|"1360,5 kg"\n'],
  ])('is read in %s, whatever stands between its cells', (_, text) => {
    expect(Object.values(imported({ racks: text }).scenario.racks)).toMatchObject([
      { name: 'R1', siteName: 'Berlin', type: 'rack-42u', limits: { massKilograms: 1_360.5 } },
    ]);
  });

  it('may come as pages of the API', () => {
    const page = (name: string, site: string) =>
      JSON.stringify({
        count: 2,
        next: null,
        results: [
          {
            id: 1,
            name,
            site: { id: 1, name: site },
            u_height: 42,
            width: { value: 19 },
            status: { value: 'planned' },
          },
        ],
      });
    const device = {
      name: null,
      device_type: { model: 'DGX H100', manufacturer: { name: 'NVIDIA' } },
      rack: { name: 'R1' },
      site: { name: 'Rom' },
      position: 3,
      face: { value: 'rear', label: 'Rear' },
    };
    const found = imported({
      racks: [page('R1', 'Berlin'), page('R1', 'Rom')],
      devices: JSON.stringify([device]),
    });
    expect(found.added).toEqual({ racks: 2, devices: 1, types: 0 });
    expect(places(found)).toEqual({ 'dgx-h100-1': 'R1 (Rom) 3 rear' });
    expect(Object.values(found.scenario.racks)).toMatchObject([{ lifeCycle: { state: 'planned' } }, {}]);
  });
});

describe('columns that change where things stand', () => {
  it('count from the top where the rack does, and from its first unit', () => {
    const devices = `name,device_type,rack,position,face
top,switch-100gbe-32,R1,1,front
bottom,dgx-h100,R1,35,front
`;
    const from = (numbering: string) =>
      places(imported({ racks: `name,u_height,desc_units,starting_unit\nR1,42,${numbering}\n`, devices }));
    expect(from('true,1')).toEqual({ top: 'R1 42 front', bottom: 'R1 1 front' });
    expect(from('false,1')).toEqual({ top: 'R1 1 front', bottom: 'R1 35 front' });
    expect(from('false,')).toEqual(from('false,1'));
    expect(
      places(
        imported({
          racks: 'name,u_height,starting_unit\nR1,42,10\n',
          devices: devices.replace(',1,', ',10,'),
        }),
      ),
    ).toEqual({ top: 'R1 1 front', bottom: 'R1 26 front' });
  });

  it('tell equal names at two sites apart, and from racks that are there', () => {
    const there = aScenario(someRacks([{ stack: [dgx] }]));
    const [name] = Object.values(there.racks).map((rack) => rack.name);
    const racks = `site,name,u_height\nBerlin,${name},42\nParis,${name},42\n`;
    const devices = `name,device_type,site,rack,position,face
b1,dgx-h100,Berlin,${name},1,front
p1,dgx-h100,Paris,${name},9,front
x1,dgx-h100,Rom,${name},9,front
`;
    const found = imported({ racks, devices }, there);
    expect(places(found)).toMatchObject({ b1: `${name} (Berlin) 1 front`, p1: `${name} (Paris) 9 front` });
    expect(linesOf(found)).toEqual([4]);
    // The same table again adds nothing.
    expect(imported({ racks }, found.scenario).added.racks).toBe(0);
  });

  it('choose a model by its maker', () => {
    const of = (maker: string, height: number) =>
      `manufacturer: ${maker}\nmodel: 2U Shelf\nslug: ${maker}-shelf\nu_height: ${height}\nis_full_depth: true\nis_powered: false\n`;
    const types = `${of('acme', 2)}---\n${of('beta', 3)}`;
    const devices = `name,manufacturer,device_type,rack,position
s1,ACME,2U Shelf,A01,1
s2,BETA,2U Shelf,A01,5
s3,Other,2U Shelf,A01,9
`;
    const found = imported({ types, devices, racks: 'name\nA01\n' });
    expect(Object.values(found.scenario.devices)).toMatchObject([
      { name: 's1', type: 'acme-shelf' },
      { name: 's2', type: 'beta-shelf' },
    ]);
    expect(linesOf(found)).toEqual([4]);
  });

  it('keep half positions, life cycles, limits, widths, depths and any height, or say what they leave out', () => {
    const racks = `name,width,u_height,max_weight,weight_unit,outer_depth,outer_unit
R1,19,42,3000,lb,1000,mm
R3,21,42,1200,,42,in
R4,10,42,,,300,mm
R6,19,47,,,,
R7,19,,,,,
R8,19,100,,,,
`;
    const devices = `name,device_type,rack,position,face,status
a,switch-1gbe,R1,10.5,Front,active
b,switch-1gbe,R1,"12,5",front,active
c,switch-1gbe,R1,14.0,Rear,planned
d,switch-1gbe,R1,14.0,Front,offline
e,switch-1gbe,R1,,,decommissioning
f,switch-1gbe,R1,10.3,front,active
g,switch-1gbe,R1,U22,front,decommissioning
h,switch-1gbe,r1,23,front,active
i,switch-1gbe,,24,front,active
j,switch-1gbe,R8,100,front,active
`;
    const found = imported({ racks, devices });
    expect(places(found)).toEqual({
      a: 'R1 10.5 front',
      b: 'R1 12.5 front',
      c: 'R1 14 rear',
      d: 'R1 14 front',
      g: 'R1 22 front',
      h: 'R1 23 front',
      j: 'R8 100 front',
    });
    expect(linesOf(found)).toEqual([6, 7, 10]);
    const types = new Map(found.scenario.userCatalogue?.rackTypes.map((type) => [type.id, type]));
    const of = (name: string) => Object.values(found.scenario.racks).find((rack) => rack.name === name);
    expect(of('R1')?.limits.massKilograms).toBeCloseTo(1_360.777);
    expect(types.get(of('R3')?.type ?? '')).toMatchObject({ units: 42, name: 'Rack 42U, 21 in, 1067 mm' });
    expect(types.get(of('R6')?.type ?? '')?.units).toBe(47);
    expect(of('R7')?.type).toBe('rack-42u');
    expect(found.warnings.map(({ refusal }) => refusal.params?.['line'])).toEqual([3, 6]);
    const states = Object.fromEntries(
      Object.values(found.scenario.devices).map(({ name, lifeCycle }) => [name, lifeCycle?.state]),
    );
    expect(states).toMatchObject({ a: undefined, c: 'planned', d: 'planned', g: 'retired' });
  });

  it('give every rack a place of its own, in as many rows as it takes', () => {
    const clash = imported({ racks: 'name,u_height\nA01,42\nA-1,42\nA1,42\nA001,42\nx,42\n' });
    const at = ({ scenario }: Imported) =>
      Object.values(scenario.racks).map(({ row, place }) => `${row}/${place}`);
    expect(new Set(at(clash)).size).toBe(5);
    expect(clash.warnings.map(({ refusal }) => refusal.params?.['line'])).toEqual([3, 4, 5]);
    const many = imported({
      racks: `name,u_height\n${Array.from({ length: 1_200 }, (_, number) => `rack ${number},42\n`).join('')}`,
    });
    expect(many.added.racks).toBe(1_200);
    expect(new Set(at(many)).size).toBe(1_200);
  });
});

describe('a number in a cell', () => {
  it.each([
    ['42U', 42],
    ['U22', 22],
    ['12,5', 12.5],
    ['1.360,5 kg', 1_360.5],
    ['1,360.5', 1_360.5],
    ['1,200', undefined],
    ['1.234.567', 1_234_567],
    ['many', undefined],
    ['', undefined],
  ])('%s is %s', (cell, value) => {
    expect(numberIn(cell)).toBe(value);
  });
});
