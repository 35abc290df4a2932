import type { Chart, Plugin } from 'chart.js';
import type { LineDataset } from './line-chart-datasets';

const GAP_PIXELS = 8;
const LINE_PIXELS = 12;

interface Label {
  readonly text: string;
  readonly ink: string;
  readonly x: number;
  y: number;
}

/** Writes the name of each series beside its highest end, moved apart where two would overlap. */
export const lineLabels: Plugin<'line'> = {
  id: 'line-labels',
  afterDatasetsDraw: (chart: Chart<'line'>) => {
    const { ctx, chartArea } = chart;
    const labels = chart.data.datasets.flatMap((dataset, index) =>
      labelOf(chart, dataset as LineDataset, index),
    );
    labels.sort((a, b) => a.y - b.y);
    ctx.save();
    ctx.font = `11px ${getComputedStyle(chart.canvas).fontFamily}`;
    ctx.textBaseline = 'middle';
    const placed: Label[] = [];
    for (const label of labels) {
      const width = ctx.measureText(label.text).width;
      const x = Math.max(chartArea.left + 2, Math.min(label.x + GAP_PIXELS, chartArea.right - width - 2));
      let y = Math.max(chartArea.top + LINE_PIXELS / 2, label.y);
      for (const other of placed) {
        if (Math.abs(other.x - x) < 120 && Math.abs(other.y - y) < LINE_PIXELS) y = other.y + LINE_PIXELS;
      }
      placed.push({ ...label, x, y });
      ctx.fillStyle = label.ink;
      ctx.fillText(label.text, x, y);
    }
    ctx.restore();
  },
};

function labelOf(chart: Chart<'line'>, dataset: LineDataset, index: number): readonly Label[] {
  if (dataset.named === undefined || dataset.labelled === false) return [];
  const points = chart.getDatasetMeta(index).data;
  const inSight = points.filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  const [first, last] = [inSight[0], inSight.at(-1)];
  if (!first || !last) return [];
  const end = first.y < last.y ? first : last;
  return [{ text: dataset.named, ink: dataset.ink ?? '', x: end.x, y: end.y - LINE_PIXELS / 2 }];
}
