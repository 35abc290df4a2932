import { Button } from '../../components/button';
import { useSelected } from '../../documents/hooks';
import { useMessage } from '../../i18n/use-language';
import { colours, useDesigner, useDesignerState } from './designer';
import { fitted, zoomed } from './hall/view';
import styles from './layout-screen.module.css';
import { useHall } from './scene';

const ZOOM_STEP = 1.25;

export function Toolbar() {
  const message = useMessage();
  const { store } = useDesigner();
  const oneRack = useSelected(({ racks }) => racks.length === 1);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={message('layout:toolbar.label')}>
      <Button icon="plus" onClick={() => store.setState({ dialog: 'add-racks' })}>
        {message('layout:toolbar.addRack')}
      </Button>
      <Button disabled={!oneRack} onClick={() => store.setState({ dialog: 'fill-rack' })}>
        {message('layout:toolbar.fill')}
      </Button>
      <FaceSwitch />
      <ColourChoice />
      <span className={styles.spacer} />
      <Zoom />
    </div>
  );
}

function FaceSwitch() {
  const message = useMessage();
  const { store } = useDesigner();
  const face = useDesignerState((state) => state.face);
  return (
    <span className={styles.faces} role="group" aria-label={message('layout:toolbar.face')}>
      {(['front', 'rear'] as const).map((side) => (
        <button
          key={side}
          type="button"
          aria-pressed={face === side}
          onClick={() => store.setState({ face: side })}
        >
          {message(`layout:toolbar.${side}`)}
        </button>
      ))}
    </span>
  );
}

function ColourChoice() {
  const message = useMessage();
  const { store } = useDesigner();
  const colour = useDesignerState((state) => state.colour);
  return (
    <label className={styles.colour}>
      {message('layout:toolbar.colour')}
      <select
        value={colour}
        onChange={(event) => {
          const chosen = colours.find((known) => known === event.target.value);
          if (chosen) store.setState({ colour: chosen });
        }}
      >
        {colours.map((known) => (
          <option key={known} value={known}>
            {message(`layout:colours.${known}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Zoom() {
  const message = useMessage();
  const { store } = useDesigner();
  const hall = useHall();
  const percent = useDesignerState(({ view }) => Math.round(view.scale * 100));
  const zoom = (factor: number) => {
    const { view, size } = store.getState();
    store.setState({ view: zoomed(view, factor, { x: size.width / 2, y: size.height / 2 }) });
  };
  return (
    <>
      <Button kind="quiet" aria-label={message('layout:toolbar.zoomOut')} onClick={() => zoom(1 / ZOOM_STEP)}>
        −
      </Button>
      <span className={styles.zoom}>{message('layout:toolbar.zoom', { percent })}</span>
      <Button kind="quiet" aria-label={message('layout:toolbar.zoomIn')} onClick={() => zoom(ZOOM_STEP)}>
        +
      </Button>
      <Button kind="quiet" onClick={() => store.setState({ view: fitted(hall, store.getState().size) })}>
        {message('layout:toolbar.fit')}
      </Button>
    </>
  );
}
