import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCatalogue, useCommands, useScenario, useSelected, useSelection } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { fillRack } from '#renderer/features/layout/edits/fill';
import styles from '#renderer/features/layout/inspector/inspector.module.css';

const MOST_AT_ONCE = 120;

/** Fills the free units of the selected rack with devices of one type, and says beforehand how many fit. */
export function FillRackDialog() {
  const message = useMessage();
  const catalogue = useCatalogue();
  const dispatch = useCommands();
  const { store } = useDesigner();
  const { select } = useSelection();
  const scenario = useScenario((current) => current);
  const rack = useSelected(({ racks }) => racks[0]);
  const types = Object.values(catalogue.deviceTypes).filter(({ heightUnits }) => heightUnits > 0);
  const [type, setType] = useState(types[0]?.id ?? '');
  const [count, setCount] = useState<number>();
  const close = () => store.setState({ dialog: undefined });
  if (rack === undefined) return null;
  const { command, devices, left } = fillRack({ scenario, catalogue }, { rack, type, count });
  const fill = () => {
    if (dispatch(command).ok) select({ devices });
    close();
  };
  return (
    <Dialog
      title={message('layout:fill.title', { rack: scenario.racks[rack]?.name ?? rack })}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{message('layout:add.cancel')}</Button>
          <Button kind="primary" disabled={devices.length === 0} onClick={fill}>
            {message('layout:fill.submit')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Select
          label={message('layout:fill.type')}
          value={type}
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setType}
        />
        <QuantityField
          label={message('layout:fill.count')}
          unit=""
          value={count}
          minimum={1}
          maximum={MOST_AT_ONCE}
          whole
          placeholder={message('layout:fill.all')}
          onCommit={setCount}
          onClear={() => setCount(undefined)}
        />
        <p role="status">
          {left > 0
            ? message('layout:fill.partly', { count: devices.length, left })
            : message('layout:fill.fits', { count: devices.length })}
        </p>
      </div>
    </Dialog>
  );
}
