import { z } from '#shared/schema/zod';
import page from '#renderer/components/page.module.css';
import { Tabs } from '#renderer/components/tabs';
import { useRemembered, type RememberedKey } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { ChanceView } from './chance/chance-view';
import styles from './cost.module.css';
import { DisputeView } from './dispute-view';
import { LinesView } from './lines/lines-view';

const views = ['lines', 'chance', 'dispute'] as const;
type View = (typeof views)[number];

const viewKey: RememberedKey<View> = { key: 'cost.view', schema: z.enum(views), initial: 'lines' };

const PANEL = 'cost-panel';

/** What the open scenario costs, how sure that is, and what the article's dispute turns on. */
export function CostScreen() {
  const message = useMessage();
  const [view, show] = useRemembered(viewKey);
  return (
    <section className={page.screen} aria-label={message('cost:title')}>
      <Tabs
        label={message('cost:views.label')}
        tabs={views.map((id) => ({ id, label: message(`cost:views.${id}`) }))}
        selected={view}
        onSelect={show}
        panel={PANEL}
      />
      <div id={PANEL} role="tabpanel" aria-labelledby={`${PANEL}-tab-${view}`} className={styles.panel}>
        {view === 'lines' && <LinesView />}
        {view === 'chance' && <ChanceView />}
        {view === 'dispute' && <DisputeView />}
      </div>
    </section>
  );
}
