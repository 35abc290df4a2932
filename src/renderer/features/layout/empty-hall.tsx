import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import type { Command } from '#renderer/documents/command';
import { useCatalogue, useCommands } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import type { Catalogue } from '#shared/catalogue/catalogue';
import { freeDeviceIds } from '#shared/scenario/names';
import { useLayoutActions } from './actions/actions-context';
import { useDesigner } from './designer/designer';
import { feedPresets, feedsOf } from '#shared/power/usual-feeds';
import styles from './layout-screen.module.css';

const NODE = 'groq-node-v1';
/** Eight nodes and one spare (docs/facts.md section 2, GroqRack). */
const NODES = 9;

interface RackExample {
  readonly rackType: string;
  /** Puts the nodes into the first rack. */
  readonly fill: Command;
}

/** A Groq rack as an example to begin with; undefined where the catalogue has no such node or no rack of 42 U. */
function groqRackExample(catalogue: Catalogue): RackExample | undefined {
  const node = catalogue.deviceTypes[NODE];
  const rackType = Object.values(catalogue.rackTypes).find(({ units }) => units >= 42);
  if (!node || !rackType) return undefined;
  return {
    rackType: rackType.id,
    fill: {
      name: { key: 'layout:commands.placeMany', params: { count: NODES, device: node.name } },
      recipe: (draft) => {
        const [rack] = Object.values(draft.racks);
        if (!rack) return;
        const ids = freeDeviceIds(
          draft,
          Array.from({ length: NODES }, () => NODE),
        );
        ids.forEach((id, index) => {
          const position = 1 + index * node.heightUnits;
          draft.devices[id] = { id, name: id, type: NODE, rack: rack.id, position, face: 'front' };
        });
      },
    },
  };
}

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
