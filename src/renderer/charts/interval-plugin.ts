import type { Chart, Plugin } from 'chart.js';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const CAP_PIXELS = 4;

/**
 * Draws how far each bar of a horizontal bar chart may lie: a whisker from low to high with caps, and nothing where
 * the value is exact. `intervals` stand in the order of the bars.
 */
export function intervalPlugin(intervals: readonly (Interval | undefined)[], colour: string): Plugin<'bar'> {
  return {
    id: 'interval',
    afterDatasetsDraw: (chart: Chart<'bar'>) => {
      const axis = chart.scales['x'];
      if (!axis) return;
      const { ctx } = chart;
      ctx.save();
      ctx.strokeStyle = colour;
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      chart.getDatasetMeta(0).data.forEach((bar, index) => {
        const interval = intervals[index];
        if (!interval || interval.low === interval.high) return;
        const [from, to] = [axis.getPixelForValue(interval.low), axis.getPixelForValue(interval.high)];
        ctx.moveTo(from, bar.y);
        ctx.lineTo(to, bar.y);
        for (const end of [from, to]) {
          ctx.moveTo(end, bar.y - CAP_PIXELS);
          ctx.lineTo(end, bar.y + CAP_PIXELS);
        }
      });
      ctx.stroke();
      ctx.restore();
    },
  };
}
