import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { QuantityField } from '#renderer/components/quantity-field';
import { useScenario, useSelected } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import styles from '#renderer/features/layout/inspector/inspector.module.css';

const MOST_TIMES = 100;

/** How often to duplicate what is selected, with what comes of it said beforehand. */
export function DuplicateDialog() {
  const message = useMessage();
  const { store } = useDesigner();
  const actions = useLayoutActions();
  const racks = useSelected((selection) => selection.racks);
  const devices = useSelected((selection) => selection.devices);
  const [rack, device] = [racks[0], devices[0]];
  const name = useScenario((scenario) =>
    rack === undefined ? device && scenario.devices[device]?.name : scenario.racks[rack]?.name,
  );
  const [times, setTimes] = useState(1);
  const close = () => store.setState({ dialog: undefined });
  const count = racks.length > 0 ? racks.length : devices.length;
  if (name === undefined) return null;
  const params = { name, count, times, total: count * times };
  return (
    <Dialog
      title={message(count === 1 ? 'designer:duplicate.title' : 'designer:duplicate.titleMany', params)}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{message('layout:add.cancel')}</Button>
          <Button
            kind="primary"
            onClick={() => {
              close();
              actions.duplicate(times);
            }}
          >
            {message('designer:duplicate.submit')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <QuantityField
          label={message('designer:duplicate.times')}
          unit=""
          value={times}
          minimum={1}
          maximum={MOST_TIMES}
          whole
          onCommit={setTimes}
        />
        <p role="status" className={styles.quiet}>
          {message(racks.length > 0 ? 'designer:duplicate.racks' : 'designer:duplicate.devices', params)}
        </p>
      </div>
    </Dialog>
  );
}
