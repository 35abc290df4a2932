import { useMemo, type KeyboardEvent } from 'react';
import { useCatalogue, useScenario } from '#renderer/documents/hooks';
import { useWorkbench } from '#renderer/documents/workbench';
import { useMessage } from '#renderer/i18n/use-language';
import { useDesigner, useDesignerState } from '#renderer/features/layout/designer/designer';
import { focusCanvas } from '#renderer/features/layout/designer/focus-canvas';
import { useHall } from '#renderer/features/layout/designer/scene';
import styles from '#renderer/features/layout/toolbar.module.css';
import { useViewActions } from '#renderer/features/layout/actions/use-view-actions';
import { foundBy, type Found } from './find';

export const SEARCH_FIELD = 'layout-search';

/** Finds racks and devices: everything else is drawn faintly, Enter goes from one to the next, Escape ends it. */
export function SearchField() {
  const message = useMessage();
  const { store } = useDesigner();
  const search = useDesignerState((state) => state.search);
  const catalogue = useCatalogue();
  const scenario = useScenario((current) => current);
  const found = useMemo(
    () => (search.trim() === '' ? undefined : foundBy(search, scenario, catalogue)),
    [search, scenario, catalogue],
  );
  const goOn = useGoOn(found);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') goOn(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape') {
      store.setState({ search: '' });
      focusCanvas();
    } else return;
    event.preventDefault();
  };
  const params = { devices: found?.devices.size ?? 0, racks: found?.racks.size ?? 0 };
  return (
    <span className={styles.search}>
      <input
        id={SEARCH_FIELD}
        type="search"
        value={search}
        aria-label={message('designer:search.label')}
        placeholder={message('designer:search.placeholder')}
        onChange={(event) => store.setState({ search: event.target.value })}
        onKeyDown={onKeyDown}
      />
      <span className={styles.found} role="status">
        {found && message('designer:search.found', params)}
      </span>
    </span>
  );
}

/** Selects the next of what was found, in walking order, and brings it into sight. */
function useGoOn(found: Found | undefined): (step: 1 | -1) => void {
  const hall = useHall();
  const { selection } = useWorkbench();
  const { store } = useDesigner();
  const { fitSelection } = useViewActions();
  const { devices } = useScenario((current) => current);
  return (step) => {
    if (!found || found.racks.size === 0) return;
    const boxes = hall.boxes.filter(({ id }) => found.racks.has(id));
    const before = selection.store.getState();
    const current = before.racks[0] ?? (before.devices[0] && devices[before.devices[0]]?.rack);
    const at = boxes.findIndex(({ id }) => id === current);
    const next = boxes[(at + step + boxes.length) % boxes.length] ?? boxes[0];
    if (!next) return;
    const inRack = [...found.devices].filter((id) => devices[id]?.rack === next.id);
    selection.select(inRack.length > 0 ? { devices: inRack } : { racks: [next.id] });
    store.setState({ cursor: { rack: next.id } });
    fitSelection();
  };
}
