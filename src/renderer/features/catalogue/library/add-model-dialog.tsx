import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { OpenedFile } from '#shared/api/files';
import type { ModelSpecification } from '#shared/catalogue/entries';
import { keptEntryOf } from '#shared/library/library';
import type { Refusal } from '#shared/refusal/refusal';
import { CatalogueId } from '#shared/schema/ids';
import { chooseFiles } from '#renderer/api/choose-file';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { TextField } from '#renderer/components/text-field';
import { useApi, useCatalogue } from '#renderer/documents/hooks';
import { openedKind } from '#renderer/documents/opened-kind';
import { useWorkbench } from '#renderer/documents/workbench';
import { refusalText } from '#renderer/i18n/refusal-text';
import { useMessage } from '#renderer/i18n/use-language';
import { closeIntake, type Intake, openIntake, showEntry } from '#renderer/shell/intake';
import styles from './library.module.css';
import { ModelNotes, ModelPicture } from './model-picture';

type ModelFiles = Intake & { readonly kind: 'model' };

/** A model read from its files: what was read and assumed is shown before it is kept. */
export function AddModelDialog({ files }: { readonly files: ModelFiles }) {
  const message = useMessage();
  const { library, notices, documents } = useWorkbench();
  const { model, refusal } = useModelOf(files);
  const [own, setOwn] = useState<{ readonly name?: string; readonly id?: string }>({});
  const catalogue = useCatalogue();
  const held = useStore(library.records.store, ({ records }) => records);
  const id = own.id ?? freeModelId(model?.id ?? 'model', catalogue.models);
  const name = own.name ?? model?.name ?? '';
  const taken = Object.hasOwn(catalogue.models, id) || held[`models/${id}`] !== undefined;
  const keep = () => {
    if (model === undefined || taken) return;
    const entry = { ...model, id, name };
    library.records.change({
      name: { key: 'commands:keepInLibrary', params: { name } },
      put: [keptEntryOf('models', entry)],
    });
    closeIntake();
    showEntry({ kind: 'models', id });
    notices.notify({
      kind: 'done',
      text: message('catalogue:library.kept', { name }),
      action: { label: message('shell:undo'), run: documents.undo },
    });
  };
  return (
    <Dialog
      title={message('catalogue:model.add')}
      onClose={closeIntake}
      actions={
        <>
          <Button onClick={closeIntake}>{message('catalogue:form.cancel')}</Button>
          <Button kind="primary" disabled={model === undefined || taken || name === ''} onClick={keep}>
            {message('catalogue:model.keep')}
          </Button>
        </>
      }
    >
      <div className={styles.intake}>
        <Files files={files} />
        {refusal && (
          <p role="alert" className={styles.refusal}>
            {refusalText(refusal)}
          </p>
        )}
        {model?.description && (
          <>
            <div className={styles.called}>
              <TextField
                label={message('catalogue:form.fields.name')}
                value={name}
                maxLength={120}
                onCommit={(text) => setOwn((before) => ({ ...before, name: text.trim() }))}
              />
              <TextField
                label={message('catalogue:model.id')}
                value={id}
                maxLength={80}
                refuse={(text) =>
                  CatalogueId.safeParse(text).success ? undefined : message('catalogue:model.idHint')
                }
                onCommit={(text) => setOwn((before) => ({ ...before, id: text }))}
              />
            </div>
            {taken && (
              <p role="alert" className={styles.refusal}>
                {message('catalogue:model.idTaken', { id })}
              </p>
            )}
            <ModelNotes description={model.description} />
            <ModelPicture description={model.description} />
          </>
        )}
      </div>
    </Dialog>
  );
}

interface Read {
  readonly model?: ModelSpecification;
  readonly refusal?: Refusal;
}

/** What the files say, as of the newest of them. */
function useModelOf({ config, quantization }: ModelFiles): Read {
  const api = useApi();
  const [read, setRead] = useState<Read>({});
  useEffect(() => {
    let wanted = true;
    if (config === undefined) return undefined;
    const files = { config, ...(quantization && { quantization }) };
    void api.readModelFiles(files).then((answer) => {
      if (wanted) setRead(answer.ok ? { model: answer.value } : { refusal: answer.error });
    });
    return () => {
      wanted = false;
    };
  }, [api, config, quantization]);
  return read;
}

function freeModelId(id: string, models: Readonly<Record<string, unknown>>): string {
  let free = id;
  for (let number = 2; Object.hasOwn(models, free); number += 1) free = `${id.slice(0, 76)}-${number}`;
  return free;
}

/** Which files are being read, and the ways to name them: chosen, pasted, or dropped on the window. */
function Files({ files: { config, quantization } }: { readonly files: ModelFiles }) {
  const message = useMessage();
  const [pasted, setPasted] = useState('');
  const [refusal, setRefusal] = useState<Refusal>();
  const choose = async () => {
    const chosen = await chooseFiles({ accept: '.json,application/json', several: true });
    setRefusal(chosen.ok ? undefined : chosen.error);
    if (chosen.ok) for (const file of chosen.value) openIntake(intakeOf(file));
  };
  return (
    <div className={styles.files}>
      {config === undefined && (
        <>
          <p className={styles.hint}>{message('catalogue:model.hint')}</p>
          <label className={styles.paste}>
            {message('catalogue:model.paste')}
            <textarea
              rows={6}
              spellCheck={false}
              value={pasted}
              onChange={({ target }) => setPasted(target.value)}
            />
          </label>
        </>
      )}
      <ul className={styles.names}>
        {[config, quantization].map((file) => file && <li key={file.name}>{file.name}</li>)}
      </ul>
      <div className={styles.row}>
        <Button onClick={() => void choose()}>{message('catalogue:model.choose')}</Button>
        {config === undefined && (
          <Button
            disabled={pasted.trim() === ''}
            onClick={() => openIntake({ kind: 'model', config: { name: 'config.json', text: pasted } })}
          >
            {message('catalogue:model.read')}
          </Button>
        )}
      </div>
      {refusal && (
        <p role="alert" className={styles.refusal}>
          {refusalText(refusal)}
        </p>
      )}
    </div>
  );
}

/** A chosen file as the configuration or as the quantisation beside it, by what it holds. */
const intakeOf = (file: OpenedFile): ModelFiles =>
  openedKind(file) === 'quantization'
    ? { kind: 'model', quantization: file }
    : { kind: 'model', config: file };
