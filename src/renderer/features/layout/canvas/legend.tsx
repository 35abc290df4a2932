import { usePlan } from '../../../documents/hooks';
import { useFormats } from '../../../format/use-formats';
import { useMessage } from '../../../i18n/use-language';
import { colourName } from '../colour-name';
import { useDesignerState, type Colour } from '../designer';
import { RAMP_STEPS } from '../draw/inks';
import styles from './canvas.module.css';
import { heatContext } from './heat-map';

const steps = Array.from({ length: RAMP_STEPS }, (_, index) => index + 1);

/** What the colours of the racks mean: the measure, and what the ends of the ramp stand for. */
export function Legend() {
  const message = useMessage();
  const colour = useDesignerState((state) => state.colour);
  const most = useMost(colour);
  if (colour === 'none') return null;
  return (
    <figure className={styles.legend} data-testid="layout-legend">
      <figcaption>{message(colourName(colour))}</figcaption>
      <div className={styles.ramp} aria-hidden="true">
        {steps.map((step) => (
          <span key={step} style={{ background: `var(--ramp-${step})` }} />
        ))}
      </div>
      <div className={styles.rampEnds}>
        <span>{colour === 'remaining' ? message('designer:legend.allLeft') : '0'}</span>
        <span>
          {colour === 'remaining'
            ? message('designer:legend.noneLeft')
            : (most ?? message('designer:legend.ofLimit'))}
        </span>
      </div>
    </figure>
  );
}

/** The most that any rack has, for measures without a limit; undefined for shares of limits. */
function useMost(colour: Colour): string | undefined {
  const { quantity } = useFormats();
  const currency = usePlan((plan) => plan.cost.currency) ?? 'USD';
  const largest = usePlan((plan) => heatContext(colour, plan).largest) ?? 1;
  if (colour !== 'capital' && colour !== 'tokens') return undefined;
  const { value, unit } = quantity(largest, colour === 'capital' ? currency : 'tok/s');
  return `${value} ${unit}`.trim();
}
