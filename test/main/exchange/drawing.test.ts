import { describe, expect, it } from 'vitest';
import { drawScenario } from '#main/drawing/drawing';
import { fitted, type RectangleShape, type Sheet, type TextShape } from '#main/drawing/sheet';
import { sheetSvg } from '#main/drawing/svg';
import { sheetsPdf } from '#main/exchange/writers/pdf';
import { loadQuoteFonts } from '#main/quote/writers/fonts';
import { LayoutExport, paperNames } from '#shared/exchange/exchange';
import type { Scenario } from '#shared/scenario/schema';
import { shippedCatalogue } from '../../support/catalogue';
import { aScenario, dgx, groqNode, someRacks, times } from '../../support/fleet';

const catalogue = await shippedCatalogue();

const twoRacks = aScenario({
  name: 'Hall <2> & "B"',
  ...someRacks([{ stack: times(9, groqNode) }, { type: 'rack-52u', stack: times(4, dgx) }]),
});

const request = (changes: object = {}) =>
  LayoutExport.parse({ scenario: twoRacks, format: 'svg', day: '2026-11-25', ...changes });

const drawn = (changes: object = {}): readonly Sheet[] => drawScenario(request(changes), catalogue);

const texts = (sheets: readonly Sheet[]): readonly string[] =>
  sheets.flatMap(({ shapes }) =>
    shapes.filter((shape): shape is TextShape => shape.kind === 'text').map(({ text }) => text),
  );

describe('a drawing', () => {
  it('has a floor plan, elevations and a list of devices, numbered through', () => {
    const sheets = drawn();
    expect(sheets.map(({ title }) => title)).toEqual(['Floor plan', 'Rack elevations', 'Devices']);
    expect(texts(sheets)).toContain('Sheet 3 of 3');
  });

  it('names every device once per face that shows it, and once in the list', () => {
    const elevations = texts(drawn({ parts: ['elevations'] }));
    const list = texts(drawn({ parts: ['devices'] }));
    for (const { name } of Object.values(twoRacks.devices)) {
      expect(
        elevations.filter((text) => text === name),
        name,
      ).toHaveLength(2);
      expect(
        list.filter((text) => text === name),
        name,
      ).toHaveLength(1);
    }
  });

  it('numbers every unit on both sides of a rack', () => {
    const labels = texts(drawn({ parts: ['elevations'], faces: ['front'], racks: ['r2'] }));
    for (const unit of [1, 26, 52]) expect(labels.filter((text) => text === String(unit))).toHaveLength(2);
    expect(labels).not.toContain('53');
  });

  it.each(paperNames)('stays within the margins of %s', (paper) => {
    for (const { width, height, shapes } of drawn({ paper })) {
      for (const shape of shapes) {
        const [x, y] =
          shape.kind === 'line'
            ? [Math.max(shape.from[0], shape.to[0]), Math.max(shape.from[1], shape.to[1])]
            : shape.kind === 'text'
              ? [shape.x, shape.y]
              : [shape.x + shape.width, shape.y + shape.height];
        expect(x).toBeLessThanOrEqual(width - 10 + 1e-9);
        expect(y).toBeLessThanOrEqual(height - 10 + 1e-9);
      }
    }
  });

  it('draws a U as 44.45 mm at the scale that its title block states (EIA-310)', () => {
    const [sheet] = drawn({ parts: ['elevations'], faces: ['front'] });
    const scale = Number(
      texts(sheet ? [sheet] : [])
        .find((text) => text.startsWith('1:'))
        ?.slice(2),
    );
    const heights = (sheet?.shapes ?? []).flatMap((shape) =>
      shape.kind === 'rectangle' ? [shape.height] : [],
    );
    expect(heights.some((height) => Math.abs(height - (8 * 44.45) / scale) < 1e-9)).toBe(true);
    expect(heights.some((height) => Math.abs(height - (4 * 44.45) / scale) < 1e-9)).toBe(true);
  });

  it('draws kept spaces dashed with their reason on the face that they keep', () => {
    const [rack] = Object.values(twoRacks.racks);
    const kept = { kind: 'reserved', position: 37, heightUnits: 2, face: 'rear', reason: 'Spare node' };
    const scenario = { ...twoRacks, racks: { ...twoRacks.racks, r1: { ...rack, reserved: [kept] } } };
    expect(texts(drawn({ scenario, faces: ['rear'] }))).toContain('Spare node');
    expect(texts(drawn({ scenario, faces: ['front'] }))).not.toContain('Spare node');
  });

  it('says of what nobody published that it is not published, never zero', () => {
    expect(texts(drawn({ parts: ['devices'] }))).toContain('not published');
  });

  it('speaks Chinese where asked', () => {
    expect(texts(drawn({ language: 'zh-CN' }))).toEqual(expect.arrayContaining(['图例', '第 2 张，共 3 张']));
  });

  it('has no sheet of racks that are not there', () => {
    expect(drawScenario(request({ scenario: aScenario() }), catalogue)).toEqual([]);
  });
});

describe('a floor plan on paper', () => {
  /** A row behind another, their fronts turned to each other (A to B), and a third whose back is to the second's. */
  const hall = (floor: object = {}) => {
    const { racks, devices } = someRacks([{ stack: times(2, groqNode) }, {}, {}]);
    const inRows = Object.entries(racks).map(([id, rack], row) => [
      id,
      { ...(rack as object), row, place: 0 },
    ]);
    return aScenario({ racks: Object.fromEntries(inRows), devices, floor });
  };
  const planOf = (floor: object = {}, changes: object = {}): Sheet => {
    const [sheet] = drawn({ scenario: hall(floor), parts: ['floor-plan'], ...changes });
    if (sheet === undefined) throw new Error('no floor plan');
    return sheet;
  };
  const scaleOf = (sheet: Sheet): number =>
    Number(
      texts([sheet])
        .find((text) => text.startsWith('1:'))
        ?.slice(2)
        .replace(',', ''),
    );
  const boxes = ({ shapes }: Sheet) =>
    shapes.filter((shape): shape is RectangleShape => shape.kind === 'rectangle');
  /** The footprints of racks, in metres of the hall by the scale of the sheet. */
  const racksOf = (sheet: Sheet) =>
    boxes(sheet)
      .filter(({ strokeWidth }) => strokeWidth === 0.2)
      .map(({ x, y, width, height }) =>
        [x - 24, y - 10, width, height].map((each) => Number(((each * scaleOf(sheet)) / 1_000).toFixed(6))),
      );

  it('draws racks where the floor view puts them, true to the scale that it states', () => {
    expect(racksOf(planOf())).toEqual([
      [0, 0, 0.6, 1.2],
      [0, 2.4, 0.6, 1.2],
      [0, 4.5, 0.6, 1.2],
    ]);
    expect(texts([planOf()])).toEqual(
      expect.arrayContaining(['Row A', 'Row B', 'Row C', 'Cold aisle, 1.20 m', 'Hot aisle, 0.90 m']),
    );
  });

  it('follows aisles, rows and the room of the scenario', () => {
    const sheet = planOf({
      widthMeters: 9,
      depthMeters: 12,
      coldAisleMeters: 1.8,
      rows: [{ row: 2, xMeters: 3, yMeters: 6.2, facing: 'before' }],
      obstacles: [{ name: 'Column', xMeters: 7, yMeters: 1, widthMeters: 0.4, depthMeters: 0.5 }],
    });
    expect(racksOf(sheet)).toEqual([
      [0, 0, 0.6, 1.2],
      [0, 3, 0.6, 1.2],
      [3, 6.2, 0.6, 1.2],
    ]);
    expect(texts([sheet])).toEqual(
      expect.arrayContaining([
        'Cold aisle, 1.80 m',
        'Mixed aisle, 2.00 m',
        'Column',
        'Thick edge: front of the rack · Room 9.00 × 12.00 m',
      ]),
    );
    const per = 1_000 / scaleOf(sheet);
    const sizes = boxes(sheet).map(({ width, height }) => [width, height]);
    for (const [width, depth] of [
      [9, 12],
      [9, 1.8],
      [0.4, 0.5],
    ] as const) {
      expect(
        sizes.some(([w = 0, h = 0]) => Math.abs(w - width * per) < 1e-9 && Math.abs(h - depth * per) < 1e-9),
        `${width} × ${depth} m`,
      ).toBe(true);
    }
  });

  it('draws fronts as the thick edges, on the side that each row faces', () => {
    const sheet = planOf();
    const fronts = sheet.shapes.flatMap((shape) =>
      shape.kind === 'line' && shape.strokeWidth === 0.8
        ? [Number((((shape.from[1] - 10) * scaleOf(sheet)) / 1_000).toFixed(6))]
        : [],
    );
    expect(fronts).toEqual([1.2, 2.4, 5.7]);
  });

  it('tells hot from cold aisles without colour', () => {
    const [cold, hot] = boxes(planOf()).filter(({ stroke }) => stroke === undefined);
    expect([cold?.fill, hot?.fill]).toEqual(['white', 'light']);
  });

  it('keeps the place of racks that it is not about, in grey and without a load', () => {
    const sheet = planOf({}, { racks: ['r3'] });
    expect(racksOf(sheet)).toHaveLength(3);
    const inks = boxes(sheet)
      .filter(({ strokeWidth }) => strokeWidth === 0.2)
      .map(({ stroke }) => stroke);
    expect(inks).toEqual(['grey', 'grey', 'black']);
    expect(texts([sheet]).filter((text) => text.endsWith(' kW'))).toHaveLength(1);
  });

  it.each(paperNames)('stays above the title block of %s', (paper) => {
    const floor = { widthMeters: 60, depthMeters: 90 };
    const sheet = planOf(floor, { paper });
    const bottom = sheet.height - 10 - 12;
    expect(Number.isFinite(scaleOf(sheet))).toBe(true);
    const block = boxes(sheet).at(-1);
    for (const box of boxes(sheet)) {
      if (box !== block) expect(box.y + box.height).toBeLessThanOrEqual(bottom);
      expect(box.x + box.width).toBeLessThanOrEqual(sheet.width - 10 + 1e-9);
    }
  });

  describe('of a hall that is too large to read on one sheet', () => {
    const rows = (count: number, perRow: number) => {
      const { racks } = someRacks(Array.from({ length: count * perRow }, () => ({})));
      const placed = Object.entries(racks).map(([id, rack], index) => {
        const [row, place] = [Math.floor(index / perRow), index % perRow];
        return [id, { ...(rack as object), name: `${row + 1}-${place + 1}`, row, place }];
      });
      return aScenario({ racks: Object.fromEntries(placed) });
    };
    const sheetsOf = (scenario: Scenario, changes: object = {}) =>
      drawn({ scenario, parts: ['floor-plan'], paper: 'a4', ...changes });
    const LEGIBLE = 1.8;
    const small = ({ shapes }: Sheet) =>
      shapes.flatMap((shape) => (shape.kind === 'text' && shape.size < LEGIBLE ? [shape.text] : []));

    it('is an overview that names the sheets, and parts that show every rack once', () => {
      const scenario = rows(12, 40);
      const [overview, ...parts] = sheetsOf(scenario);
      const names = Object.values(scenario.racks).map(({ name }) => name);

      expect(overview?.title).toBe('Floor plan, overview');
      expect(
        texts(parts)
          .filter((text) => names.includes(text))
          .toSorted(),
      ).toEqual(names.toSorted());
      expect(texts(overview ? [overview] : []).filter((text) => /^Sheet \d+$/.test(text))).toEqual(
        parts.map((_, index) => `Sheet ${index + 2}`),
      );
    });

    it('has no type below five points', () => {
      for (const scenario of [rows(12, 40), rows(10, 10), rows(3, 60)])
        expect(sheetsOf(scenario).flatMap(small)).toEqual([]);
    });

    it('goes on, at each match line, on the sheet that comes back', () => {
      const parts = sheetsOf(rows(12, 40)).slice(1);
      const next = parts.map((part) =>
        texts([part]).flatMap((text) => Number(/^Continued on sheet (\d+)$/.exec(text)?.[1] ?? Number.NaN)),
      );
      const links = next.flatMap((sheets, index) =>
        sheets.filter(Number.isInteger).map((sheet) => [index + 2, sheet] as const),
      );

      expect(links.length).toBeGreaterThan(0);
      for (const [from, to] of links) expect(links).toContainEqual([to, from]);
    });

    it('turns the paper where that shows all on one sheet', () => {
      const [sheet, ...others] = sheetsOf(rows(10, 10), { paper: 'a3' });

      expect(others).toEqual([]);
      expect(sheet).toMatchObject({ width: 297, height: 420, title: 'Floor plan' });
    });

    it.each(paperNames)('stays within the margins of %s, lying or upright', (paper) => {
      for (const sheet of sheetsOf(rows(12, 40), { paper }))
        for (const box of boxes(sheet)) {
          expect(box.x + box.width).toBeLessThanOrEqual(sheet.width - 10 + 1e-9);
          expect(box.y + box.height).toBeLessThanOrEqual(sheet.height - 10 + 1e-9);
        }
    });
  });

  it('says aisles in Chinese where asked', () => {
    expect(texts([planOf({}, { language: 'zh-CN' })])).toEqual(
      expect.arrayContaining(['冷通道，1.20 m', '热通道，0.90 m', 'A 列']),
    );
  });
});

describe('a sheet as SVG', () => {
  it('has the size of its paper and keeps what XML reserves apart', () => {
    const [sheet] = drawn();
    const svg = sheetSvg(sheet ?? { title: '', width: 0, height: 0, shapes: [] });
    expect(svg).toContain('width="420mm" height="297mm"');
    expect(svg).toContain('Hall &lt;2&gt; &amp; &quot;B&quot;');
    expect(svg).not.toContain('Hall <2>');
  });
});

describe('sheets as PDF', () => {
  it('are a page each, and the same bytes each time', async () => {
    const fonts = await loadQuoteFonts();
    const make = () => sheetsPdf(drawn(), { fonts, title: 'Hall', day: '2026-11-25' });
    const [first, second] = [await make(), await make()];
    const text = Buffer.from(first).toString('latin1');
    expect(text.slice(0, 5)).toBe('%PDF-');
    expect(text.match(/\/Type \/Page\b/g)).toHaveLength(3);
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
  });
});

describe('a text with little room', () => {
  it('ends in an ellipsis', () => {
    expect(fitted('GroqNode (8 LPU v1)', 6)).toMatch(/^GroqN.*…$/);
    expect(fitted('short', 6)).toBe('short');
    expect(fitted('机柜机柜机柜', 4)).toBe('机柜机…');
  });
});
