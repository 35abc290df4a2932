import { useEffect } from 'react';
import { isTyping } from '#renderer/documents/use-actions';
import { useLayoutActions } from './actions-context';

/**
 * Copies, cuts and pastes racks and devices with the keys and the menu of the system, through its clipboard: text that
 * is marked on the page and fields that are typed in keep theirs.
 */
export function useClipboard(): void {
  const actions = useLayoutActions();
  useEffect(() => {
    const stop = new AbortController();
    const mine = ({ target }: Event) =>
      !isTyping(target) &&
      !document.querySelector('dialog[open]') &&
      (document.getSelection()?.isCollapsed ?? true);
    const put = (event: ClipboardEvent, text: string | undefined) => {
      if (text === undefined) return;
      event.clipboardData?.setData('text/plain', text);
      event.preventDefault();
    };
    const listen = (kind: 'copy' | 'cut' | 'paste', act: (event: ClipboardEvent) => void) =>
      document.addEventListener(kind, (event) => mine(event) && act(event), { signal: stop.signal });
    listen('copy', (event) => put(event, actions.copy()));
    listen('cut', (event) => put(event, actions.cut()));
    listen('paste', (event) => {
      event.preventDefault();
      actions.paste(event.clipboardData?.getData('text/plain'));
    });
    return () => stop.abort();
  }, [actions]);
}

/** Copies or cuts from a menu: the platform then asks for the text as it does for the keys. */
export function copyToSystem(kind: 'copy' | 'cut'): void {
  // The asynchronous clipboard needs a permission that the page does not have; the old way needs none.
  // oxlint-disable-next-line typescript/no-deprecated
  document.execCommand(kind);
}
