import { useMemo } from 'react';
import type { BreakEvenMap } from '#shared/uncertainty';
import { LineChart } from '../../../charts/line-chart';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { figureName, figureValue } from './figure-words';

export interface BreakEvenCurveProps {
  readonly map: BreakEvenMap;
  readonly fleet: string;
}

/** The curve along which both fleets cost the same; the last column of the map is its table. */
export function BreakEvenCurve({ map, fleet }: BreakEvenCurveProps) {
  const message = useMessage();
  const formats = useFormats();
  const { along, across, breakEven } = map;
  const points = useMemo(
    () =>
      breakEven.flatMap((needed, index) => {
        const value = across.values[index];
        return needed === null || value === undefined ? [] : [{ x: value, y: needed }];
      }),
    [breakEven, across],
  );
  const [alongName, acrossName] = [figureName(along.figure, message), figureName(across.figure, message)];
  const axes = useMemo(
    () => ({
      x: { title: acrossName, format: (value: number) => figureValue(across.figure, value, formats) },
      y: { title: alongName, format: (value: number) => figureValue(along.figure, value, formats) },
    }),
    [acrossName, alongName, across.figure, along.figure, formats],
  );
  const name = message('cost:chance.curve');
  const series = useMemo(() => [{ name, series: 2, points }], [name, points]);
  if (points.length < 2) return null;
  return (
    <LineChart
      title={name}
      summary={message('cost:chance.curveSummary', { fleet, along: alongName, across: acrossName })}
      series={series}
      heightPixels={200}
      {...axes}
    />
  );
}
