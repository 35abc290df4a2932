export const canvasElement = (): HTMLElement | null =>
  document.querySelector<HTMLElement>('[data-testid="layout-canvas"]');

/** Puts the keys back to the racks, after a menu or a dialog had them. */
export function focusCanvas(): void {
  canvasElement()?.focus({ preventScroll: true });
}
