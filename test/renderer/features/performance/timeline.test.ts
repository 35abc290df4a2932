import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleTimeline } from '#main/simulator/lpu/schedule-timeline';
import { directoryOf } from '#main/simulator/resolve/directory';
import { timelineUnits, type LpuTimeline } from '#shared/performance/timeline';
import {
  inferenceChoices,
  layoutOf,
  MOST_BARS,
  WAITING,
} from '#renderer/features/performance/timeline/timeline-layout';
import { barAt, barsInSight, firstReaching, paint } from '#renderer/features/performance/timeline/raster';
import { ticksBetween } from '#renderer/features/performance/timeline/draw-timeline';
import {
  clamped,
  fitted,
  panned,
  revealed,
  SHORTEST_SPAN,
  stretched,
  zoomed,
  type Extent,
  type Viewport,
} from '#renderer/features/performance/timeline/viewport';
import { shippedCatalogue } from '../../../support/catalogue';

const directory = directoryOf(await shippedCatalogue());

function timelineOf(graph: string): LpuTimeline {
  const timeline = scheduleTimeline({ kind: 'graph', graph }, directory, () => undefined);
  if (!timeline.ok) throw new Error(timeline.error.message);
  return timeline.value;
}

const bert = timelineOf('bert-large');

const extent: Extent = { cycles: 100_000, rows: 300, heightPixels: 400 };
const aView = fc
  .record({
    from: fc.double({ min: 0, max: 99_000, noNaN: true }),
    span: fc.double({ min: SHORTEST_SPAN, max: 100_000, noNaN: true }),
    top: fc.double({ min: 0, max: 300, noNaN: true }),
    rowPixels: fc.double({ min: 1, max: 32, noNaN: true }),
  })
  .map(({ from, span, top, rowPixels }) => clamped({ from, to: from + span, top, rowPixels }, extent));

const isWithin = ({ from, to, top, rowPixels }: Viewport): void => {
  expect(from).toBeGreaterThanOrEqual(0);
  expect(to).toBeLessThanOrEqual(extent.cycles + 1e-6);
  expect(to - from).toBeGreaterThanOrEqual(SHORTEST_SPAN - 1e-6);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(top).toBeLessThanOrEqual(Math.max(0, extent.rows - extent.heightPixels / rowPixels) + 1e-6);
};

describe('the view of a timeline', () => {
  it('never shows what does not exist, however it is moved, zoomed or stretched', () => {
    fc.assert(
      fc.property(
        aView,
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: -500, max: 500, noNaN: true }),
        (view, factor, at, by) => {
          isWithin(zoomed(view, { factor, at }, extent));
          isWithin(panned(view, { share: by, rows: by }, extent));
          isWithin(stretched(view, { factor, atPixels: at * extent.heightPixels }, extent));
          isWithin(fitted(extent));
        },
      ),
    );
  });

  it('keeps the point under the pointer where it is while zooming in', () => {
    fc.assert(
      fc.property(aView, fc.double({ min: 0, max: 1, noNaN: true }), (view, at) => {
        const point = view.from + at * (view.to - view.from);
        const closer = zoomed(view, { factor: 1.5, at }, extent);
        expect(closer.from + at * (closer.to - closer.from)).toBeCloseTo(point, 4);
      }),
    );
  });

  it('moves back to where it was, unless an end was in the way', () => {
    const view = { from: 40_000, to: 50_000, top: 100, rowPixels: 10 };
    const there = panned(view, { share: 0.5, rows: 7 }, extent);
    expect(panned(there, { share: -0.5, rows: -7 }, extent)).toEqual(view);
  });

  it('brings a picked bar into sight', () => {
    fc.assert(
      fc.property(
        aView,
        fc.integer({ min: 0, max: 99_990 }),
        fc.integer({ min: 0, max: 299 }),
        (view, start, row) => {
          const shown = revealed(view, { start, end: start + 8, row }, extent);
          expect(shown.from).toBeLessThanOrEqual(start + 8);
          expect(shown.to).toBeGreaterThanOrEqual(start);
          expect(shown.top).toBeLessThanOrEqual(row + 1e-6);
          expect(shown.top + extent.heightPixels / shown.rowPixels).toBeGreaterThan(row);
        },
      ),
    );
  });
});

describe('the layout of a timeline', () => {
  it.each(['chip', 'unit'] as const)(
    'has every operation once, by start within a row: one row a %s',
    (rows) => {
      const layout = layoutOf(bert, { rows, inferences: 1 });
      expect(layout.operation.toSorted()).toEqual(
        Uint32Array.from(bert.operations.name, (_, index) => index),
      );
      for (const { chip, unit, first, last } of layout.rows) {
        for (let bar = first; bar < last; bar += 1) {
          const operation = layout.operation[bar] ?? -1;
          expect(bert.operations.chip[operation]).toBe(chip);
          if (unit !== undefined) expect(bert.operations.unit[operation]).toBe(unit);
          if (bar > first) expect(layout.start[bar]).toBeGreaterThanOrEqual(Number(layout.start[bar - 1]));
        }
      }
    },
  );

  it('lets inferences follow one another as soon as the busiest chip is free', () => {
    const layout = layoutOf(bert, { rows: 'chip', inferences: 4 });
    expect(layout.operation).toHaveLength(4 * bert.operations.name.length);
    expect(layout.cycles).toBe(bert.cycles + 3 * bert.stageCycles);
    layout.start.forEach((start, bar) => {
      const first = bert.operations.startCycle[layout.operation[bar] ?? 0] ?? 0;
      expect(start).toBe(first + (layout.inference[bar] ?? 0) * bert.stageCycles);
    });
  });

  it('tells what only waits from what holds a unit, and lets it last until its end', () => {
    const { operations } = bert;
    const release = operations.releaseCycle.with(0, operations.startCycle[0] ?? 0);
    const waiting = { ...bert, operations: { ...operations, releaseCycle: release } };
    const layout = layoutOf(waiting, { rows: 'chip', inferences: 1 });
    const bar = layout.operation.indexOf(0);
    expect(layout.unit[bar]).toBe(WAITING);
    expect(layout.release[bar]).toBe(operations.endCycle[0]);
    expect([...layout.unit].filter((unit) => unit === WAITING)).toHaveLength(1);
  });

  it('offers as many inferences as can be drawn, and always one', () => {
    expect(inferenceChoices(1_000)).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect(inferenceChoices(100_000)).toEqual([1, 2]);
    expect(inferenceChoices(2 * MOST_BARS)).toEqual([1]);
  });
});

describe('the painted picture', () => {
  const layout = layoutOf(bert, { rows: 'unit', inferences: 2 });
  const inks = { ground: 0, line: 1, units: timelineUnits.map((_, index) => 10 + index) };
  const whole: Viewport = { from: 0, to: layout.cycles, top: 0, rowPixels: 12 };
  const painted = (view: Viewport, width = 400, height = 240) => {
    const pixels = new Uint32Array(width * height);
    return { pixels, bars: paint(layout, view, { pixels, width, height }, inks) };
  };

  it('shows every bar in sight with at least a pixel of its unit', () => {
    const view = { ...whole, to: layout.cycles / 50 };
    const { pixels, bars } = painted(view);
    const listed = barsInSight(layout, view, { heightPixels: 240, most: 1e6 });
    expect(bars).toBe(listed.length);
    const seen = new Set(pixels);
    for (const bar of listed) expect(seen).toContain(10 + (layout.unit[bar] ?? 0));
  });

  it('counts the same bars that are listed, wherever one looks', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.98, noNaN: true }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (from, span) => {
          const start = from * layout.cycles;
          const view = { ...whole, from: start, to: start + span * (layout.cycles - start) };
          const all = barsInSight(layout, view, { heightPixels: 240, most: 1e6 });
          expect(painted(view).bars).toBe(all.length);
        },
      ),
    );
  });

  it('leaves nothing but ground where every unit is idle', () => {
    const view = { ...whole, from: layout.cycles + 10, to: layout.cycles + 100 };
    expect(new Set(painted(view).pixels)).toEqual(new Set([0, 1]));
  });

  it('finds the bar under the pointer, and none where the row is idle', () => {
    const [row] = layout.rows;
    if (!row) throw new Error('a row was expected');
    const middle = (Number(layout.start[row.first]) + Number(layout.release[row.first])) / 2;
    expect(barAt(layout, 0, middle)).toBe(row.first);
    expect(barAt(layout, 0, layout.cycles * 2)).toBeUndefined();
    expect(barAt(layout, layout.rows.length, middle)).toBeUndefined();
  });

  it('begins a row at the first bar that can reach into sight', () => {
    for (const row of layout.rows) {
      const from = firstReaching(layout, row, layout.cycles / 2);
      for (let bar = row.first; bar < from; bar += 1) {
        expect(layout.release[bar]).toBeLessThan(layout.cycles / 2);
      }
    }
  });

  it('has no more rows listed than asked for', () => {
    expect(barsInSight(layout, whole, { heightPixels: 240, most: 5 })).toHaveLength(5);
  });
});

describe('the ticks of the time', () => {
  it('are round, within the span and no more than asked for', () => {
    expect(ticksBetween(0, 100, 5)).toEqual([0, 20, 40, 60, 80, 100]);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 12 }),
        (from, span, most) => {
          const ticks = ticksBetween(from, from + span, most);
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(from - 1e-6);
            expect(tick).toBeLessThanOrEqual(from + span + 1e-6);
          }
        },
      ),
    );
    expect(ticksBetween(5, 5, 4)).toEqual([]);
  });
});
