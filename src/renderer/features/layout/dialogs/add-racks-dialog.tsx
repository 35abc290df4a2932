import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { QuantityField } from '#renderer/components/quantity-field';
import { Select } from '#renderer/components/select';
import { useCatalogue, useScenario } from '#renderer/documents/hooks';
import { useMessage } from '#renderer/i18n/use-language';
import { useLayoutActions } from '#renderer/features/layout/actions/actions-context';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import { feedPresets, feedsOf } from '#shared/power/usual-feeds';
import { rowName } from '#shared/scenario/names';
import styles from '#renderer/features/layout/inspector/inspector.module.css';
import { useFeedWords } from '#renderer/features/layout/inspector/feed-words';

const MOST_AT_ONCE = 200;

/** New racks: type, number, row and feeds. */
export function AddRacksDialog() {
  const message = useMessage();
  const { rackTypes } = useCatalogue();
  const { store } = useDesigner();
  const actions = useLayoutActions();
  const feedWords = useFeedWords();
  const lastRow = useScenario(({ racks }) =>
    Object.values(racks).reduce((last, { row }) => Math.max(last, row), 0),
  );
  const types = Object.values(rackTypes);
  const [type, setType] = useState(types.find(({ units }) => units === 42)?.id ?? types[0]?.id ?? '');
  const [count, setCount] = useState(1);
  const [row, setRow] = useState(lastRow);
  const [feeds, setFeeds] = useState(feedPresets[0]?.id ?? '');
  const close = () => store.setState({ dialog: undefined });
  const add = () => {
    const preset = feedPresets.find(({ id }) => id === feeds);
    actions.addRacks({ type, count, feeds: preset ? feedsOf(preset) : [], row });
    close();
  };
  return (
    <Dialog
      title={message('layout:add.title')}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{message('layout:add.cancel')}</Button>
          <Button kind="primary" onClick={add}>
            {message('layout:add.submit')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Select
          label={message('layout:add.type')}
          value={type}
          options={types.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setType}
        />
        <QuantityField
          label={message('layout:add.count')}
          unit=""
          value={count}
          minimum={1}
          maximum={MOST_AT_ONCE}
          whole
          onCommit={setCount}
        />
        <Select
          label={message('layout:add.row')}
          value={String(row)}
          options={Array.from({ length: lastRow + 2 }, (_, index) => ({
            value: String(index),
            label: rowName(index),
          }))}
          onChange={(chosen) => setRow(Number(chosen))}
        />
        <Select
          label={message('layout:add.feeds')}
          value={feeds}
          options={[
            ...feedPresets.map((preset) => ({ value: preset.id, label: feedWords(preset) })),
            { value: 'none', label: message('layout:feeds.none') },
          ]}
          onChange={setFeeds}
        />
      </div>
    </Dialog>
  );
}
