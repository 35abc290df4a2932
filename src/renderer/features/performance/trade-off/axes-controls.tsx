import type { ReactNode } from 'react';
import { z } from '#shared/zod';
import { Select } from '../../../components/select';
import { useRemembered, type RememberedKey } from '../../../documents/hooks';
import { useMessage } from '../../../i18n/use-language';
import styles from '../performance.module.css';
import { horizontals, verticals, type Axes } from './axes';

const axesKey: RememberedKey<Axes> = {
  key: 'performance.axes',
  schema: z.strictObject({ vertical: z.enum(verticals), horizontal: z.enum(horizontals) }),
  initial: { vertical: 'perAccelerator', horizontal: 'decoding' },
};

/** What the two axes show, remembered, and the controls that choose it. */
export function useAxes(): { readonly axes: Axes; readonly controls: ReactNode } {
  const message = useMessage();
  const [axes, setAxes] = useRemembered(axesKey);
  const controls = (
    <div className={styles.choices}>
      <Select
        label={message('performance:sweep.vertical')}
        value={axes.vertical}
        options={verticals.map((value) => ({ value, label: message(`performance:sweep.${value}`) }))}
        onChange={(vertical) => setAxes({ ...axes, vertical })}
      />
      <Select
        label={message('performance:sweep.horizontal')}
        value={axes.horizontal}
        options={horizontals.map((value) => ({ value, label: message(`performance:sweep.${value}`) }))}
        onChange={(horizontal) => setAxes({ ...axes, horizontal })}
      />
    </div>
  );
  return { axes, controls };
}
