import { Suspense, useState } from 'react';
import { useDocuments, useRemembered } from '../documents/hooks';
import { useMessage } from '../i18n/use-language';
import { InspectorPlace } from './inspector';
import { screenIds, screens } from './screens';
import { screenKey } from './settings';
import styles from './shell.module.css';

/** The workbench: title bar, library, the screens, the inspector and the capacity strip. */
export function Shell() {
  const message = useMessage();
  const [screen, setScreen] = useRemembered(screenKey);
  const [place, setPlace] = useState<HTMLElement | null>(null);
  const hasScenario = useDocuments(({ current }) => current !== undefined);
  const { component: Screen, needsScenario } = screens[screen];
  return (
    <InspectorPlace value={place}>
      <div className={styles.shell}>
        <nav aria-label={message('shell:screens')}>
          {screenIds.map((id) => (
            <button key={id} type="button" onClick={() => setScreen(id)}>
              {message(screens[id].title)}
            </button>
          ))}
        </nav>
        <main>
          <Suspense fallback={message('shell:loading')}>
            {hasScenario || !needsScenario ? <Screen /> : message('library:none')}
          </Suspense>
        </main>
        <aside ref={setPlace} aria-label={message('shell:inspector')} />
      </div>
    </InspectorPlace>
  );
}
