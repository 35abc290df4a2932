import { Component, type ReactNode } from 'react';
import { Button } from '#renderer/components/button';
import { EmptyState } from '#renderer/components/empty-state';
import { message } from '#renderer/i18n/i18n';

interface ScreenErrorsProps {
  readonly children: ReactNode;
}

interface ScreenErrorsState {
  readonly error: Error | undefined;
}

/** Keeps a fault of one screen from taking the window with it: the documents stay safe and the others stay usable. */
export class ScreenErrors extends Component<ScreenErrorsProps, ScreenErrorsState> {
  override readonly state: ScreenErrorsState = { error: undefined };

  static getDerivedStateFromError(error: unknown): ScreenErrorsState {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <EmptyState
        title={message('shell:fault.title')}
        text={message('shell:fault.text', { reason: error.message })}
      >
        <Button onClick={() => this.setState({ error: undefined })}>{message('shell:tryAgain')}</Button>
      </EmptyState>
    );
  }
}
