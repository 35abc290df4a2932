import { unzipSync } from 'fflate';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { writeLayout } from '#main/exchange/writers/write-layout';
import { LayoutExport, type LayoutFormat } from '#shared/exchange/exchange';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();
const scenario = aScenario(someRacks([{ stack: times(9, groqNode) }, { stack: times(4, dgx) }]));

const written = async (format: LayoutFormat, changes: object = {}) => {
  const request = LayoutExport.parse({ scenario, format, day: '2026-11-25', ...changes });
  const file = await writeLayout(request, catalogue);
  if (!file.ok) throw new Error(file.error.message);
  return file.value;
};

describe('a layout as a file', () => {
  it('is one picture for one sheet and a ZIP of numbered ones for several', async () => {
    expect(await written('svg', { parts: ['elevations'] })).toMatchObject({
      kind: 'svg',
      suggestedName: 'Test.svg',
    });
    const several = await written('svg');
    expect(Object.keys(unzipSync(several.content as Uint8Array))).toEqual([
      'Test-1.svg',
      'Test-2.svg',
      'Test-3.svg',
    ]);
  });

  it('is a PNG of the paper at 150 dots per inch', async () => {
    const { content } = await written('png', { parts: ['floor-plan'], paper: 'a4' });
    const picture = new DataView((content as Uint8Array).buffer, (content as Uint8Array).byteOffset);
    expect([picture.getUint32(16), picture.getUint32(20)]).toEqual([1754, 1240]);
  });

  it('puts each device of a draw.io file inside its rack', async () => {
    const { content } = await written('draw-io');
    expect(String(content).match(/parent="rack:r1"/g)).toHaveLength(9);
    expect(String(content).match(/parent="rack:r2"/g)).toHaveLength(4);
  });

  it('draws the floor as a page of its own in a draw.io file, a centimetre to the pixel', async () => {
    const floor = {
      widthMeters: 9,
      depthMeters: 12,
      obstacles: [{ name: 'Column <1>', xMeters: 7, yMeters: 1, widthMeters: 0.4, depthMeters: 0.5 }],
    };
    const text = String((await written('draw-io', { scenario: { ...scenario, floor } })).content);
    const pages = text.match(/<diagram [^>]*>/g);
    const cellOf = (id: string): string => new RegExp(`<mxCell id="${id}".*`).exec(text)?.[0] ?? '';

    expect(pages).toHaveLength(2);
    expect(cellOf('floor-room')).toContain('width="900" height="1200"');
    expect(cellOf('floor-rack:r2')).toContain('x="60" y="0" width="60" height="120"');
    expect(cellOf('floor-front:r2')).toContain('parent="floor-rack:r2"');
    expect(cellOf('floor-obstacle:1')).toContain('value="Column &amp;lt;1&amp;gt;"');
    expect(new Set(text.match(/ id="[^"]+"/g)).size).toBe((text.match(/ id="[^"]+"/g) ?? []).length - 2);
  });

  it('writes no markup of a name into a draw.io label, which is read as XML and then as HTML', async () => {
    const [rack] = Object.values(scenario.racks);
    const named = {
      ...scenario,
      racks: { ...scenario.racks, r1: { ...rack, name: '<img src=x onerror=a()>' } },
    };
    const { content } = await written('draw-io', { scenario: named });
    const labels = [...String(content).matchAll(/ value="([^"]*)"/g)].map(([, label = '']) => label);
    const readAsXml = labels.map((label) => label.replaceAll('&lt;', '<').replaceAll('&amp;', '&'));

    expect(readAsXml).toContain('&lt;img src=x onerror=a()&gt;');
    expect(readAsXml.join('')).not.toContain('<');
  });

  it('lists what is bought, and leaves the price of what has none empty', async () => {
    const rows: Record<string, string>[] = parse(String((await written('bill-of-materials')).content), {
      bom: true,
      columns: true,
      relax_column_count: true,
    });
    expect(rows.find(({ name }) => name === 'GroqChip 1 (LPU v1)')).toMatchObject({
      kind: 'accelerator',
      quantity: '72',
      unit_price: '20000',
      extended_price: '1440000',
    });
    expect(rows.find(({ item }) => item === 'rack-42u')).toMatchObject({ kind: 'rack', quantity: '2' });
    expect(rows.find(({ item }) => item === 'rack-42u')?.['unit_price']).toBe('');
  });

  it('is refused where there is no rack', async () => {
    const request = LayoutExport.parse({ scenario: aScenario(), format: 'pdf', day: '2026-11-25' });
    expect(await writeLayout(request, catalogue)).toMatchObject({
      ok: false,
      error: { code: 'nothing-to-draw' },
    });
  });
});
