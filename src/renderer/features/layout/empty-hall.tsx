import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { useCatalogue, useCommands } from '../../documents/hooks';
import { useMessage } from '../../i18n/use-language';
import { useLayoutActions } from './actions-context';
import { useDesigner } from './designer';
import { feedPresets, feedsOf } from './edits/feeds';
import { groqRackExample } from './edits/groq-rack-example';
import styles from './layout-screen.module.css';

/** What goes here, the one button that does it, and one example. */
export function EmptyHall() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const { store } = useDesigner();
  const actions = useLayoutActions();
  const example = groqRackExample(catalogue);
  return (
    <div className={styles.empty}>
      <EmptyState title={message('layout:empty.title')} text={message('layout:empty.body')}>
        <Button kind="primary" icon="plus" onClick={() => store.setState({ dialog: 'add-racks' })}>
          {message('layout:empty.addRack')}
        </Button>
        {example && (
          <Button
            onClick={() => {
              const [preset] = feedPresets;
              actions.addRacks({
                type: example.rackType,
                count: 1,
                feeds: preset ? feedsOf(preset) : [],
                row: 0,
              });
              dispatch(example.fill);
            }}
          >
            {message('layout:empty.example')}
          </Button>
        )}
      </EmptyState>
    </div>
  );
}
