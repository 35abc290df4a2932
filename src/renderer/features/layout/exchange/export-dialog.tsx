import { useId, useState } from 'react';
import type { calls } from '#shared/api/calls';
import { localDayOf } from '#shared/time/calendar-day';
import {
  drawingParts,
  layoutFormats,
  paperNames,
  type DrawingPart,
  type LayoutFormat,
} from '#shared/exchange/exchange';
import type { Face } from '#shared/scenario/schema';
import type { z } from '#shared/schema/zod';
import { useSavedFile, type SavedFileJob } from '#renderer/api/use-saved-file';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { Select } from '#renderer/components/select';
import { useApi, useScenario, useSelected } from '#renderer/documents/hooks';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useLanguage, useMessage } from '#renderer/i18n/use-language';
import { useDesigner } from '#renderer/features/layout/designer/designer';
import styles from './exchange.module.css';

type LayoutExport = z.input<(typeof calls)['exportLayout']['input']>;

const isDrawing = (format: LayoutFormat): boolean => ['pdf', 'svg', 'png'].includes(format);
const faces = ['front', 'rear'] as const satisfies readonly Face[];

/** What to hand on of the layout, as what, on which paper. */
export function ExportDialog() {
  const message = useMessage();
  const language = useLanguage();
  const { store } = useDesigner();
  const scenario = useScenario((whole) => whole);
  const selected = useSelected((selection) => selection.racks);
  const writing = useSavedFile<LayoutExport>(useApi().exportLayout);
  const { state, saved, cancel } = writing;
  const [format, setFormat] = useState<LayoutFormat>('pdf');
  const [paper, setPaper] = useState<(typeof paperNames)[number]>('a3');
  const [parts, setParts] = useState<readonly DrawingPart[]>(drawingParts);
  const [shown, setShown] = useState<readonly Face[]>(faces);
  const [onlySelected, setOnlySelected] = useState(selected.length > 0);
  const close = () => store.setState({ dialog: undefined });
  const run = () =>
    writing.start({
      scenario,
      format,
      paper,
      parts: [...parts],
      faces: [...shown],
      language,
      day: localDayOf(Date.now()),
      ...(onlySelected && selected.length > 0 ? { racks: [...selected] } : {}),
    });
  const complete = !isDrawing(format) || (parts.length > 0 && shown.length > 0);
  return (
    <Dialog
      title={message('exchange:exportTitle')}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>{message(saved ? 'exchange:close' : 'exchange:cancel')}</Button>
          {state.kind === 'running' ? (
            <Button kind="primary" onClick={cancel}>
              {message('exchange:stop')}
            </Button>
          ) : (
            <Button kind="primary" icon="export" disabled={!complete} onClick={run}>
              {message('exchange:save')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.form}>
        <Select
          label={message('exchange:format')}
          value={format}
          options={layoutFormats.map((value) => ({ value, label: message(`exchange:formats.${value}`) }))}
          onChange={setFormat}
        />
        {isDrawing(format) && (
          <>
            <Select
              label={message('exchange:paper')}
              value={paper}
              options={paperNames.map((value) => ({ value, label: message(`exchange:papers.${value}`) }))}
              onChange={setPaper}
            />
            <Several
              label={message('exchange:parts')}
              all={drawingParts}
              chosen={parts}
              nameOf={(part) => message(`exchange:part.${part}`)}
              onChange={setParts}
            />
            <Several
              label={message('exchange:faces')}
              all={faces}
              chosen={shown}
              nameOf={(face) => message(`exchange:${face}`)}
              onChange={setShown}
            />
            {selected.length > 0 && (
              <Select
                label={message('exchange:which')}
                value={onlySelected ? 'selected' : 'all'}
                options={[
                  { value: 'selected', label: message('exchange:selectedRacks', { count: selected.length }) },
                  {
                    value: 'all',
                    label: message('exchange:allRacks', { count: Object.keys(scenario.racks).length }),
                  },
                ]}
                onChange={(which) => setOnlySelected(which === 'selected')}
              />
            )}
          </>
        )}
        <Outcome writing={writing} />
      </div>
    </Dialog>
  );
}

interface SeveralProps<Item extends string> {
  readonly label: string;
  readonly all: readonly Item[];
  readonly chosen: readonly Item[];
  readonly nameOf: (item: Item) => string;
  readonly onChange: (chosen: readonly Item[]) => void;
}

function Several<Item extends string>({ label, all, chosen, nameOf, onChange }: SeveralProps<Item>) {
  const id = useId();
  return (
    <fieldset className={styles.several} aria-labelledby={id}>
      <legend id={id}>{label}</legend>
      {all.map((item) => (
        <label key={item}>
          <input
            type="checkbox"
            checked={chosen.includes(item)}
            onChange={({ target }) =>
              onChange(all.filter((each) => (each === item ? target.checked : chosen.includes(each))))
            }
          />
          {nameOf(item)}
        </label>
      ))}
    </fieldset>
  );
}

function Outcome({ writing }: { readonly writing: SavedFileJob<LayoutExport> }) {
  const message = useMessage();
  const { state, saved } = writing;
  if (state.kind === 'running') {
    return (
      <p role="status" className={styles.running}>
        <progress value={state.progress} aria-label={message('exchange:exportTitle')} />
        {message('exchange:running', { percent: Math.round(state.progress * 100) })}
      </p>
    );
  }
  if (state.kind === 'refused') {
    return (
      <p role="alert" className={styles.refusal}>
        {refusalText(state.refusal)}
      </p>
    );
  }
  return saved && <p role="status">{message('exchange:saved', { name: saved.name })}</p>;
}
