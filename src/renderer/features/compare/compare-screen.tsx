import { useEffect, useMemo, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { EmptyState } from '#renderer/components/empty-state';
import page from '#renderer/components/page.module.css';
import { Tabs } from '#renderer/components/tabs';
import { type RememberedKey, useApi, useDocuments, useRemembered } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import type { Compared, Comparison } from '#shared/compare/comparison';
import type { Refusal } from '#shared/refusal/refusal';
import type { Scenario } from '#shared/scenario/schema';
import type { ScenarioId } from '#shared/schema/ids';
import { z } from '#shared/schema/zod';
import { ChanceView } from './chance-view';
import styles from './compare.module.css';
import { type Arrange, baselineOf, listedOf, useCompared } from './compared-scenarios';
import { ComparisonCharts } from './comparison-charts';
import { ComparisonTable } from './comparison-table';
import { FrontView } from './front-view';
import { MonthsView } from './months-view';
import { ReportMenu } from './report-menu';
import { ScenarioPicker } from './scenario-picker';
import { VerdictPanel } from './verdict-panel';

interface ComparisonState {
  readonly comparison: Comparison | undefined;
  /** The documents behind it, in its order. */
  readonly scenarios: readonly Scenario[];
  readonly refusal: Refusal | undefined;
  readonly pending: boolean;
}

interface Answered {
  readonly scenarios: readonly Scenario[];
  readonly baseline: number;
  readonly comparison: Comparison | undefined;
  readonly refusal: Refusal | undefined;
}

const FEWEST = 2;

/**
 * The comparison of these scenarios against one of them. It follows edits; while a newer one is computed the last
 * one of the same scenarios stays, so that numbers do not flicker.
 */
function useComparison(ids: readonly ScenarioId[], baseline: number): ComparisonState {
  const api = useApi();
  const scenarios = useScenarios(ids);
  const [answered, setAnswered] = useState<Answered>();
  useEffect(() => {
    if (!scenarios || scenarios.length < FEWEST) return undefined;
    let current = true;
    void api.compare({ scenarios: [...scenarios], baseline }).then((answer) => {
      if (!current) return;
      setAnswered({
        scenarios,
        baseline,
        comparison: answer.ok ? answer.value : undefined,
        refusal: answer.ok ? undefined : answer.error,
      });
    });
    return () => {
      current = false;
    };
  }, [api, scenarios, baseline]);
  const pending =
    ids.length >= FEWEST && (answered?.scenarios !== scenarios || answered?.baseline !== baseline);
  if (!answered || answered.scenarios.map(({ id }) => id).join() !== ids.join()) {
    return { comparison: undefined, scenarios: [], refusal: undefined, pending };
  }
  const { comparison, refusal } = answered;
  return { comparison, scenarios: answered.scenarios, refusal, pending };
}

/** The documents behind the ids, read once and then as edited; undefined until all are there. */
function useScenarios(ids: readonly ScenarioId[]): readonly Scenario[] | undefined {
  const { documents } = useWorkbench();
  const found = useDocuments(useShallow(({ opened }) => ids.map((id) => opened[id])));
  useEffect(() => {
    ids.forEach((id, index) => {
      if (!found[index]) void documents.read(id);
    });
  }, [documents, ids, found]);
  return useMemo(() => {
    const read = found.filter((scenario) => scenario !== undefined);
    return read.length === found.length ? read : undefined;
  }, [found]);
}

const views = ['figures', 'front', 'months', 'chance'] as const;
const View = z.object({ view: z.enum(views), onlyDifferences: z.boolean() });
type View = z.infer<typeof View>;

const viewKey: RememberedKey<View> = {
  key: 'compare.view',
  schema: View,
  initial: { view: 'figures', onlyDifferences: true },
};

const PANEL = 'compare-panel';
/** More fleets than this are read from the table; their bars would fill screens. */
const MOST_BARS = 8;

/** Two or more saved scenarios side by side, any of them as baseline. */
export function CompareScreen() {
  const message = useMessage();
  const [compared, arrange] = useCompared();
  const ids = useDocuments(useShallow(({ library }) => listedOf(compared, library).map(({ id }) => id)));
  const { comparison, scenarios, refusal, pending } = useComparison(ids, baselineOf(compared, ids));
  return (
    <div className={styles.screen}>
      <aside className={styles.side}>
        <ScenarioPicker compared={compared} arrange={arrange} />
      </aside>
      <section className={styles.main} aria-busy={pending} aria-label={message('shell:screenNames.compare')}>
        {ids.length < 2 && (
          <EmptyState
            title={message(ids.length === 1 ? 'compare:one' : 'compare:empty')}
            text={message(ids.length === 1 ? 'compare:oneHint' : 'compare:emptyHint')}
          />
        )}
        {refusal && (
          <p role="alert" className={page.refusal}>
            {refusalText(refusal)}
          </p>
        )}
        {pending && !comparison && <p role="status">{message('compare:pending')}</p>}
        {comparison && ids.length >= 2 && (
          <Compare comparison={comparison} scenarios={scenarios} compared={compared} arrange={arrange} />
        )}
      </section>
    </div>
  );
}

interface CompareProps {
  readonly comparison: Comparison;
  readonly scenarios: readonly Scenario[];
  readonly compared: Compared;
  readonly arrange: Arrange;
}

/** The verdict above, and below it one of the views that it rests on. */
function Compare({ comparison, scenarios, compared, arrange }: CompareProps) {
  const message = useMessage();
  const [{ view, onlyDifferences }, look] = useRemembered(viewKey);
  return (
    <>
      <VerdictPanel comparison={comparison} />
      <div className={page.top}>
        <Tabs
          label={message('compare:views.label')}
          tabs={views.map((id) => ({ id, label: message(`compare:views.${id}`) }))}
          selected={view}
          onSelect={(next) => look({ view: next, onlyDifferences })}
          panel={PANEL}
        />
        <span className={page.spring} />
        <ReportMenu
          comparison={comparison}
          scenarios={scenarios}
          compared={compared}
          onlyDifferences={onlyDifferences}
        />
      </div>
      <div id={PANEL} role="tabpanel" aria-labelledby={`${PANEL}-tab-${view}`} className={page.block}>
        {view === 'figures' && (
          <>
            <label className={styles.pick}>
              <input
                type="checkbox"
                checked={onlyDifferences}
                onChange={({ target }) => look({ view, onlyDifferences: target.checked })}
              />
              <span>{message('compare:onlyDifferences')}</span>
            </label>
            <ComparisonTable
              comparison={comparison}
              onlyDifferences={onlyDifferences}
              compared={compared}
              arrange={arrange}
            />
            {comparison.scenarios.length <= MOST_BARS && <ComparisonCharts comparison={comparison} />}
          </>
        )}
        {view === 'front' && <FrontView comparison={comparison} scenarios={scenarios} />}
        {view === 'months' && <MonthsView comparison={comparison} />}
        {view === 'chance' && <ChanceView scenarios={scenarios} baseline={comparison.baseline} />}
      </div>
    </>
  );
}
