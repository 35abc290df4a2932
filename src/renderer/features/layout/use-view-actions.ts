import { useMemo } from 'react';
import { useWorkbench, type Workbench } from '../../documents/workbench';
import { useDesigner, type Designer } from './designer';
import { areaOf } from './hall/area';
import { fitted, fittedTo, zoomed } from './hall/view';
import { sceneNow } from './scene';

const ZOOM_STEP = 1.25;

export interface ViewActions {
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  readonly full: () => void;
  readonly fit: () => void;
  /** Shows what is selected as large as it fits; the hall where nothing is. */
  readonly fitSelection: () => void;
}

export function viewActions(workbench: Workbench, designer: Designer): ViewActions {
  const { store } = designer;
  const zoom = (factor: number) => {
    const { view, size } = store.getState();
    store.setState({ view: zoomed(view, factor, { x: size.width / 2, y: size.height / 2 }) });
  };
  const fit = () => {
    const scene = sceneNow(workbench, designer);
    if (scene) store.setState({ view: fitted(scene.hall, store.getState().size) });
  };
  return {
    zoomIn: () => zoom(ZOOM_STEP),
    zoomOut: () => zoom(1 / ZOOM_STEP),
    full: () => zoom(1 / store.getState().view.scale),
    fit,
    fitSelection: () => {
      const scene = sceneNow(workbench, designer);
      const area = scene && areaOf(scene, workbench.selection.store.getState());
      if (area) store.setState({ view: fittedTo(area, store.getState().size) });
      else fit();
    },
  };
}

export function useViewActions(): ViewActions {
  const workbench = useWorkbench();
  const designer = useDesigner();
  return useMemo(() => viewActions(workbench, designer), [workbench, designer]);
}
