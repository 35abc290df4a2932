import { useCallback, useMemo, useState } from 'react';
import type { Deployment } from '#shared/scenario/schema';
import { Button } from '#renderer/components/button';
import page from '#renderer/components/page.module.css';
import { useCatalogue, useCommands, useScenario } from '#renderer/documents/hooks';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { changeDeployment } from '#renderer/features/performance/deployments/edits';
import { rackedAccelerators } from '#renderer/features/performance/deployments/hardware';
import styles from '#renderer/features/performance/performance.module.css';
import { useAxes } from './axes';
import { Curves } from './curves';
import { SweepControls } from './sweep-controls';
import { sweepRuns, type SweepSetting, useSweep } from './sweep';

const settingOf = ({ estimate }: Deployment): SweepSetting => ({
  input: estimate.input,
  output: estimate.output,
  tensorParallel: estimate.tensorParallel,
  powerCapWatts: estimate.powerCapWatts,
});

/** Throughput against the speed that one user sees, over all batches, redrawn while sliders move. */
export function TradeOffView({ deployment }: { readonly deployment: Deployment }) {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const [setting, setSetting] = useSetting(deployment);
  const [others, setOthers] = useState<readonly string[]>([]);
  const { axes, controls } = useAxes();
  const racked = useScenario((scenario) => scenario.devices);
  const runs = useMemo(() => {
    const counts = rackedAccelerators({ devices: racked }, catalogue);
    const beside = others.map((type) => ({ type, count: counts.find((each) => each.type === type)?.count }));
    return sweepRuns({ deployment, setting, catalogue, others: beside });
  }, [deployment, setting, catalogue, others, racked]);
  const { curves, refusal, pending } = useSweep(runs);
  const original = settingOf(deployment);
  const moved = (Object.keys(original) as (keyof SweepSetting)[]).some(
    (key) => original[key] !== setting[key],
  );
  return (
    <div className={styles.view}>
      <h2 className={page.heading}>{message('performance:sweep.heading')}</h2>
      <p className={page.intro}>{message('performance:sweep.intro')}</p>
      <SweepControls
        deployment={deployment}
        setting={setting}
        onChange={setSetting}
        others={others}
        onOthers={setOthers}
      />
      <div className={styles.bar}>
        {controls}
        <span className={page.spring} />
        <Button disabled={!moved} onClick={() => setSetting(original)}>
          {message('performance:sweep.reset')}
        </Button>
        <Button
          kind="primary"
          disabled={!moved}
          onClick={() => dispatch(changeDeployment(deployment, setting))}
        >
          {message('performance:sweep.apply')}
        </Button>
      </div>
      {refusal && (
        <p role="alert" className={page.refusal}>
          {refusalText(refusal)}
        </p>
      )}
      <div aria-busy={pending}>
        {curves && (
          <Curves
            curves={curves}
            axes={axes}
            setting={setting}
            onLengths={setSetting}
            model={deployment.estimate.model}
          />
        )}
      </div>
    </div>
  );
}

/** The sliders start from the deployment, and follow it when another one is shown or it is changed. */
function useSetting(deployment: Deployment) {
  const [kept, setKept] = useState({ deployment, setting: settingOf(deployment) });
  const current = kept.deployment === deployment ? kept.setting : settingOf(deployment);
  const set = useCallback((setting: SweepSetting) => setKept({ deployment, setting }), [deployment]);
  return [current, set] as const;
}
