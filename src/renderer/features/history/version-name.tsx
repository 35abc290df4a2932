import { useState } from 'react';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { Field } from '#renderer/components/field';
import fieldStyles from '#renderer/components/field.module.css';
import type { Version } from '#renderer/documents/versions/version';
import { type message as messageFunction, messageFor } from '#renderer/i18n/i18n';
import { useMessage } from '#renderer/i18n/use-language';
import { scenarioLimits } from '#shared/scenario/schema';
import styles from './history.module.css';

/** What a version is called: the user's name, or why it was kept by itself. */
export function versionName({ name, reason }: Version, message: typeof messageFunction): string {
  if (name !== undefined) return name;
  if (reason.kind !== 'before') return message('history:day');
  const edit = messageFor(reason.edit.key, reason.edit.params);
  return edit === undefined ? message('history:beforeUnknown') : message('history:before', { edit });
}

/** A name that no version has yet: the first free number. */
function freeVersionName(versions: readonly Version[], message: typeof messageFunction): string {
  const taken = new Set(versions.map(({ name }) => name));
  let number = 1;
  while (taken.has(message('history:defaultName', { number }))) number += 1;
  return message('history:defaultName', { number });
}

/** How many racks and devices a version holds, in words. */
export const contentsOf = ({ racks, devices }: Version, message: typeof messageFunction): string =>
  message('history:contents', {
    racks: message('history:racks', { count: racks }),
    devices: message('history:devices', { count: devices }),
  });

/** Why a name cannot be given to a version; undefined when it can. */
function nameFault(
  name: string,
  versions: readonly Version[],
): 'history:nameMissing' | 'history:nameTaken' | undefined {
  const wanted = name.trim();
  if (wanted === '') return 'history:nameMissing';
  return versions.some((version) => version.name === wanted) ? 'history:nameTaken' : undefined;
}

interface KeepFormProps {
  readonly versions: readonly Version[];
  readonly onKeep: (name: string) => Promise<void>;
}

/** Keeps the state as it stands under a name; a free one is offered. */
export function KeepForm({ versions, onKeep }: KeepFormProps) {
  const message = useMessage();
  const [typed, setTyped] = useState<string>();
  const [busy, setBusy] = useState(false);
  const name = typed ?? freeVersionName(versions, message);
  const fault = nameFault(name, versions);
  const keep = async () => {
    if (fault !== undefined || busy) return;
    setBusy(true);
    await onKeep(name.trim());
    setTyped(undefined);
    setBusy(false);
  };
  return (
    <form
      className={styles.keep}
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field label={message('history:name')} error={fault && message(fault)}>
        {(ids) => (
          <input
            {...ids}
            className={fieldStyles.input}
            value={name}
            maxLength={scenarioLimits.nameLength}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
      <Button kind="primary" type="submit" icon="plus" disabled={fault !== undefined || busy}>
        {message('history:keep')}
      </Button>
    </form>
  );
}

interface RenameDialogProps {
  readonly version: Version;
  readonly versions: readonly Version[];
  readonly onRename: (name: string) => void;
  readonly onClose: () => void;
}

/** Gives a version another name; one that was kept automatically stays from then on. */
export function RenameDialog({ version, versions, onRename, onClose }: RenameDialogProps) {
  const message = useMessage();
  const [name, setName] = useState(version.name ?? freeVersionName(versions, message));
  const others = versions.filter(({ id }) => id !== version.id);
  const fault = nameFault(name, others);
  const title = message(version.name === undefined ? 'history:giveName' : 'history:rename');
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{message('shell:cancel')}</Button>
          <Button
            kind="primary"
            disabled={fault !== undefined}
            onClick={() => {
              onRename(name.trim());
              onClose();
            }}
          >
            {message('shell:ok')}
          </Button>
        </>
      }
    >
      <Field label={message('history:name')} error={fault && message(fault)}>
        {(ids) => (
          <input
            {...ids}
            className={fieldStyles.input}
            value={name}
            maxLength={scenarioLimits.nameLength}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
