import { z } from '#shared/schema/zod';
import { Tabs } from '#renderer/components/tabs';
import { useRemembered, type RememberedKey } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import styles from './checks.module.css';
import { ClaimsView } from './claims-view';
import { ValidationView } from './validation/validation-view';

const views = ['claims', 'validation'] as const;
type View = (typeof views)[number];

const viewKey: RememberedKey<View> = { key: 'checks.view', schema: z.enum(views), initial: 'claims' };

const PANEL = 'checks-panel';

/** What the program checks of others and of itself: the article's claims, and its predictions against measurements. */
export function ChecksScreen() {
  const message = useMessage();
  const [view, show] = useRemembered(viewKey);
  return (
    <section className={styles.screen} aria-label={message('shell:screenNames.checks')}>
      <Tabs
        label={message('checks:views.label')}
        tabs={views.map((id) => ({ id, label: message(`checks:views.${id}`) }))}
        selected={view}
        onSelect={show}
        panel={PANEL}
      />
      <div id={PANEL} role="tabpanel" aria-labelledby={`${PANEL}-tab-${view}`} className={styles.panel}>
        {view === 'claims' ? <ClaimsView /> : <ValidationView />}
      </div>
    </section>
  );
}
