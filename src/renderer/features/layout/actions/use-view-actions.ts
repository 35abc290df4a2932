import { useMemo } from 'react';
import { useWorkbench, type Workbench } from '#renderer/documents/workbench';
import { type Designer, type DesignerState, useDesigner } from '#renderer/features/layout/designer/designer';
import { areaOf, sceneNow } from '#renderer/features/layout/designer/scene';
import { fitted, fittedTo, type Size, zoomed } from '#renderer/features/layout/hall/view';

const ZOOM_STEP = 1.25;

/** What the legend of the colours takes at the lower edge; what is fitted stands above it. */
const LEGEND_PIXELS = 104;

const freeSize = ({ size, colour }: DesignerState): Size =>
  colour === 'none' || size.height < 4 * LEGEND_PIXELS
    ? size
    : { ...size, height: size.height - LEGEND_PIXELS };

export interface ViewActions {
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly full: () => void;
  readonly fit: () => void;
  /** Shows what is selected as large as it fits; the hall where nothing is. */
  readonly fitSelection: () => void;
}

/** The scale of what is shown: the racks, or the floor. */
export const scaleNow = ({ view, floorShown, floorView }: DesignerState): number =>
  floorShown ? (floorView?.scale ?? 1) : view.scale;

export function viewActions(workbench: Workbench, designer: Designer): ViewActions {
  const { store } = designer;
  const zoom = (factor: number) => {
    const { view, size, floorShown, floorView } = store.getState();
    const middle = { x: size.width / 2, y: size.height / 2 };
    if (!floorShown) store.setState({ view: zoomed(view, factor, middle) });
    else if (floorView) store.setState({ floorView: zoomed(floorView, factor, middle) });
  };
  const fit = () => {
    const scene = sceneNow(workbench, designer);
    if (store.getState().floorShown) store.setState({ floorView: undefined });
    else if (scene) store.setState({ view: fitted(scene.hall, freeSize(store.getState())) });
  };
  return {
    zoomIn: () => zoom(ZOOM_STEP),
    zoomOut: () => zoom(1 / ZOOM_STEP),
    full: () => zoom(1 / scaleNow(store.getState())),
    fit,
    fitSelection: () => {
      const scene = sceneNow(workbench, designer);
      const area = scene && areaOf(scene, workbench.selection.store.getState());
      if (area && !store.getState().floorShown)
        store.setState({ view: fittedTo(area, freeSize(store.getState())) });
      else fit();
    },
  };
}

export function useViewActions(): ViewActions {
  const workbench = useWorkbench();
  const designer = useDesigner();
  return useMemo(() => viewActions(workbench, designer), [workbench, designer]);
}
