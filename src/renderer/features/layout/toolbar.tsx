import { isApple, shortcutLabel } from '#renderer/shell/actions';
import { Button, IconButton } from '#renderer/components/button';
import { Menu } from '#renderer/components/menu';
import { PlanDate } from '#renderer/components/plan-date/plan-date';
import { usePlan } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { colourName, hasMeasure } from './heat/heat-map';
import { colours, faceViews, useDesigner, useDesignerState } from './designer/designer';
import { SearchField } from './search/search-field';
import styles from './toolbar.module.css';
import { useEditActions } from './actions/edit-actions';
import { scaleNow, useViewActions } from './actions/use-view-actions';

/** What one does with the racks; where there is less room, what the menus offer too is left out. */
export function Toolbar() {
  const message = useMessage();
  const { store } = useDesigner();
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={message('layout:toolbar.label')}>
      <PaletteSwitch />
      <Button
        icon="plus"
        title={message('layout:toolbar.addRack')}
        onClick={() => store.setState({ dialog: 'add-racks' })}
      >
        <span className={styles.addLabel}>{message('layout:toolbar.addRack')}</span>
      </Button>
      <Button onClick={() => store.setState({ dialog: 'auto-fit' })}>
        {message('layout:toolbar.autoFit')}
      </Button>
      <EditMenu />
      <FileMenu />
      <FaceSwitch />
      <ColourChoice />
      <PlanDate />
      <SearchField />
      <span className={styles.spacer} />
      <Zoom />
    </div>
  );
}

/** Shows what can be placed, where the window is too narrow to show it all the time. */
function PaletteSwitch() {
  const message = useMessage();
  const { store } = useDesigner();
  const open = useDesignerState((state) => state.paletteOpen);
  return (
    <IconButton
      icon="devices"
      className={styles.paletteSwitch}
      label={message('designer:devices')}
      aria-expanded={open}
      onClick={() => store.setState({ paletteOpen: !open })}
    />
  );
}

function EditMenu() {
  const message = useMessage();
  const edits = useEditActions();
  return (
    <Menu
      kind="plain"
      label={message('designer:edit.menu')}
      items={edits.map(({ id, title, run, disabled, shortcut, separated }) => ({
        id,
        label: message(title),
        onSelect: run,
        disabled,
        ...(shortcut !== undefined && { shortcut: shortcutLabel(shortcut, isApple()) }),
        ...(separated && { separated }),
      }))}
    >
      {message('designer:edit.menu')}
    </Menu>
  );
}

/** What goes to other programs and to paper, and what comes from them. */
function FileMenu() {
  const message = useMessage();
  const { store } = useDesigner();
  return (
    <Menu
      icon="export"
      label={message('layout:toolbar.files')}
      items={(['export', 'import'] as const).map((id) => ({
        id,
        label: message(`layout:toolbar.${id}`),
        onSelect: () => store.setState({ dialog: id }),
      }))}
    />
  );
}

function FaceSwitch() {
  const message = useMessage();
  const { store } = useDesigner();
  const face = useDesignerState((state) => state.face);
  const floorShown = useDesignerState((state) => state.floorShown);
  return (
    <span className={styles.faces} role="group" aria-label={message('layout:toolbar.face')}>
      {faceViews.map((side) => (
        <button
          key={side}
          type="button"
          aria-pressed={!floorShown && face === side}
          onClick={() => store.setState({ face: side, floorShown: false })}
        >
          {message(side === 'both' ? 'designer:both' : `layout:toolbar.${side}`)}
        </button>
      ))}
      <button type="button" aria-pressed={floorShown} onClick={() => store.setState({ floorShown: true })}>
        {message('layout:toolbar.floor')}
      </button>
    </span>
  );
}

function ColourChoice() {
  const message = useMessage();
  const { store } = useDesigner();
  const colour = useDesignerState((state) => state.colour);
  const unavailable = usePlan((plan) => colours.filter((known) => !hasMeasure(known, plan)).join(' ')) ?? '';
  return (
    <label className={styles.colour}>
      <span className={styles.colourLabel}>{message('layout:toolbar.colour')}</span>
      <select
        value={colour}
        onChange={(event) => {
          const chosen = colours.find((known) => known === event.target.value);
          if (chosen) store.setState({ colour: chosen });
        }}
      >
        {colours
          .filter((known) => known === colour || !unavailable.includes(known))
          .map((known) => (
            <option key={known} value={known}>
              {message(colourName(known))}
            </option>
          ))}
      </select>
    </label>
  );
}

function Zoom() {
  const message = useMessage();
  const percent = useDesignerState((state) => Math.max(1, Math.round(scaleNow(state) * 100)));
  const { zoomIn, zoomOut, fit, fitSelection, full } = useViewActions();
  return (
    <span className={styles.zoom}>
      <IconButton icon="minus" label={message('layout:toolbar.zoomOut')} onClick={zoomOut} />
      <Menu
        label={message('designer:zoom.menu', { percent })}
        className={styles.percent ?? ''}
        items={[
          { id: 'fit', label: message('designer:zoom.fit'), shortcut: '0', onSelect: fit },
          {
            id: 'selection',
            label: message('designer:zoom.selection'),
            shortcut: '9',
            onSelect: fitSelection,
          },
          { id: 'full', label: message('designer:zoom.full'), shortcut: '1', onSelect: full },
        ]}
      >
        {message('layout:toolbar.zoom', { percent })}
      </Menu>
      <IconButton icon="plus" label={message('layout:toolbar.zoomIn')} onClick={zoomIn} />
      <IconButton icon="fit" className={styles.fit} label={message('layout:toolbar.fit')} onClick={fit} />
    </span>
  );
}
