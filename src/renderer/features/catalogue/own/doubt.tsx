import { type ReactNode, useState } from 'react';
import { Button } from '#renderer/components/button';
import { Dialog } from '#renderer/components/dialog';
import { useMessage } from '#renderer/i18n/use-language';

/** What a change would break, and what the user may do about it. */
export interface Doubted<Doubt> {
  readonly doubt: Doubt | undefined;
  readonly confirm: () => void;
  readonly forget: () => void;
}

/** A change that waits until the user has decided; `take` makes it. */
export function useDoubt<Doubt>(
  take: (doubt: Doubt) => void,
): Doubted<Doubt> & { readonly ask: (doubt: Doubt) => void } {
  const [doubt, setDoubt] = useState<Doubt>();
  const forget = () => setDoubt(undefined);
  return {
    doubt,
    ask: setDoubt,
    confirm: () => {
      if (doubt !== undefined) take(doubt);
      forget();
    },
    forget,
  };
}

interface DoubtDialogProps {
  readonly title: string;
  readonly edits: Pick<Doubted<unknown>, 'confirm' | 'forget'>;
  /** Told once the change was made all the same. */
  readonly onDone: () => void;
  /** What the change would break. */
  readonly children: ReactNode;
}

/** Asks whether a change is made although it breaks something. */
export function DoubtDialog({ title, edits, onDone, children }: DoubtDialogProps) {
  const message = useMessage();
  const make = () => {
    edits.confirm();
    onDone();
  };
  return (
    <Dialog
      title={title}
      onClose={edits.forget}
      actions={
        <>
          <Button onClick={edits.forget}>{message('catalogue:consequences.leave')}</Button>
          <Button kind="danger" onClick={make}>
            {message('catalogue:consequences.make')}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  );
}
