import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { TextField } from '#renderer/components/text-field';
import { useScenario, useSelected } from '#renderer/documents/hooks';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { ruleThatHolds } from '#renderer/features/layout/hall/group-members';
import { RuleFields } from '#renderer/features/layout/inspector/group-rule-fields';
import styles from '#renderer/features/layout/inspector/inspector.module.css';
import { useMessage } from '#renderer/i18n/use-language';

/** Makes a group of the selected devices: its name, and how near to each other they must stand from now on. */
export function GroupDialog() {
  const message = useMessage();
  const { store } = useDesigner();
  const actions = useLayoutActions();
  const scenario = useScenario((current) => current);
  const selected = useSelected((selection) => selection.devices);
  const devices = selected.flatMap((id) => scenario.devices[id] ?? []);
  const number = Object.keys(scenario.groups).length + 1;
  const [name, setName] = useState(message('groups:usualName', { number }));
  const [rule, setRule] = useState(() => ruleThatHolds(scenario, devices));
  const close = () => store.setState({ dialog: undefined });
  return (
    <Dialog
      title={message('groups:makeTitle', { count: devices.length })}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{message('layout:add.cancel')}</Button>
          <Button
            kind="primary"
            disabled={devices.length === 0 || name.trim() === ''}
            onClick={() => {
              close();
              actions.group({ name: name.trim(), rule });
            }}
          >
            {message('groups:submit')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextField label={message('groups:name')} value={name} maxLength={120} onCommit={setName} />
        <RuleFields rule={rule} onChange={setRule} />
        <p className={styles.quiet}>{message('groups:hint')}</p>
      </div>
    </Dialog>
  );
}
