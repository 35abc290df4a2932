import { useShallow } from 'zustand/react/shallow';
import type { Comparison } from '#shared/compare';
import type { Scenario } from '#shared/scenario/schema';
import { z } from '#shared/zod';
import { EmptyState } from '../../components/empty-state';
import page from '../../components/page.module.css';
import { Tabs } from '../../components/tabs';
import type { Compared } from '#shared/compared';
import { useDocuments, useRemembered, type RememberedKey } from '../../documents/hooks';
import { refusalText } from '../../i18n/refusal-text';
import { useMessage } from '../../i18n/use-language';
import { ChanceView } from './chance-view';
import { baselineOf, listedOf } from './chosen';
import styles from './compare.module.css';
import { ComparisonCharts } from './comparison-charts';
import { ComparisonTable } from './comparison-table';
import { FrontView } from './front-view';
import { MonthsView } from './months-view';
import { ReportMenu } from './report-menu';
import { ScenarioPicker } from './scenario-picker';
import { useCompared, type Arrange } from './use-compared';
import { useComparison } from './use-comparison';
import { VerdictPanel } from './verdict-panel';

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
