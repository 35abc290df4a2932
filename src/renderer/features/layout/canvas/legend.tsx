import { useMemo } from 'react';
import { useCatalogue, usePlan, useScenario } from '#renderer/documents/hooks';
import { useFormats } from '#renderer/format/format';
import type { MessageKey } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import {
  colourName,
  deviceHeats,
  type DeviceMeasure,
  heatContext,
  isOfDevices,
} from '#renderer/features/layout/heat/heat-map';
import { useDesignerState, type Colour } from '#renderer/features/layout/designer/designer';
import { RAMP_STEPS } from '#renderer/features/layout/draw/inks';
import styles from './canvas.module.css';
import { detailAt } from '#renderer/features/layout/hall/detail';
import type { TypeSheet } from '#renderer/features/layout/heat/type-sheet';

const steps = Array.from({ length: RAMP_STEPS }, (_, index) => index + 1);

/** How what is planned, yet to come or gone is drawn, where there is any of it. */
function PhaseKey() {
  const message = useMessage();
  const dated = useScenario(({ racks, devices }) =>
    [...Object.values(racks), ...Object.values(devices)].some(({ lifeCycle }) => lifeCycle !== undefined),
  );
  if (!dated) return null;
  return (
    <figure className={styles.legend}>
      <figcaption>{message('dates:phases.title')}</figcaption>
      {(['planned', 'toCome', 'gone'] as const).map((phase) => (
        <span key={phase}>{message(`dates:phases.${phase}`)}</span>
      ))}
    </figure>
  );
}

/** What the colours of the racks mean: the measure, and what the ends of the ramp stand for. */
export function Legend({ sheet }: { readonly sheet?: TypeSheet }) {
  const message = useMessage();
  const colour = useDesignerState((state) => state.colour);
  const most = useMost(colour);
  if (colour === 'none') return <PhaseKey />;
  const [low, high] = ends[colour]?.map((key) => message(key)) ?? [];
  return (
    <figure className={styles.legend} data-testid="layout-legend">
      <figcaption>{message(colourName(colour))}</figcaption>
      <div className={styles.ramp} aria-hidden="true">
        {steps.map((step) => (
          <span key={step} style={{ background: `var(--ramp-${step})` }} />
        ))}
      </div>
      <div className={styles.rampEnds}>
        <span>{low ?? '0'}</span>
        <span>{high ?? most ?? message('designer:legend.ofLimit')}</span>
      </div>
      {sheet && isOfDevices(colour) && <DeviceScale measure={colour} sheet={sheet} />}
    </figure>
  );
}

/** What the colours of devices mean, while they are near enough to have them. */
function DeviceScale({ measure, sheet }: { readonly measure: DeviceMeasure; readonly sheet: TypeSheet }) {
  const message = useMessage();
  const { quantity } = useFormats();
  const near = useDesignerState(({ view }) => !detailAt(view.scale).far);
  const scenario = useScenario((current) => current);
  const catalogue = useCatalogue();
  const plan = usePlan((current) => current);
  const most = useMemo(
    () => (near ? deviceHeats(measure, { scenario, catalogue, plan, sheet }).most : undefined),
    [near, measure, scenario, catalogue, plan, sheet],
  );
  if (most === undefined) return null;
  const { value, unit } = quantity(most.value, most.unit);
  return (
    <p className={styles.deviceScale}>
      {message('designer:legend.devices', { most: `${value} ${unit}`.trim() })}
    </p>
  );
}

/** What the ends of the ramp are called, where they are not 0 and the most or the limit. */
const ends: Partial<Record<Colour, readonly [MessageKey, MessageKey]>> = {
  remaining: ['designer:legend.allLeft', 'designer:legend.noneLeft'],
  life: ['dates:ends.allStands', 'dates:ends.allChanges'],
  survival: ['dates:ends.allLives', 'dates:ends.allDark'],
};

/** The most that any rack has, for measures without a limit; undefined for shares of limits. */
function useMost(colour: Colour): string | undefined {
  const { quantity } = useFormats();
  const currency = usePlan((plan) => plan.cost.currency) ?? 'USD';
  const largest = usePlan((plan) => heatContext(colour, plan).largest) ?? 1;
  if (colour !== 'capital' && colour !== 'tokens') return undefined;
  const { value, unit } = quantity(largest, colour === 'capital' ? currency : 'tok/s');
  return `${value} ${unit}`.trim();
}
