// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchedLater, startIdleWork } from '#renderer/components/fetched-later';
import { ScreenErrors } from '#renderer/app/screen-errors';
import { PATIENTLY } from '../../support/patience';

const Greeting = ({ name }: { readonly name: string }) => <p>Hello {name}</p>;

beforeEach(() => {
  vi.stubGlobal('requestIdleCallback', (idle: () => void) => setTimeout(idle));
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('a part that is fetched later', () => {
  it('is fetched when it is shown, and what stands in for it is shown meanwhile', async () => {
    const load = vi.fn(() => Promise.resolve(Greeting));
    const Later = fetchedLater({ load });
    expect(load).not.toHaveBeenCalled();

    render(<Later name="Ada" meanwhile={<p>Loading</p>} />);
    expect(screen.getByText('Loading')).toBeDefined();
    expect(await screen.findByText('Hello Ada', {}, PATIENTLY)).toBeDefined();
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('is not fetched for a window that nobody uses, and is there in the first frame of one that was used', async () => {
    vi.useFakeTimers();
    const load = vi.fn(() => Promise.resolve(Greeting));
    const Later = fetchedLater({ load });
    const stop = startIdleWork();
    await vi.runAllTimersAsync();
    expect(load).not.toHaveBeenCalled();

    window.dispatchEvent(new Event('pointermove'));
    await vi.runAllTimersAsync();
    stop();
    expect(load).toHaveBeenCalledTimes(1);

    render(<Later name="Ada" meanwhile={<p>Loading</p>} />);
    expect(screen.queryByText('Loading')).toBeNull();
    expect(screen.getByText('Hello Ada')).toBeDefined();
  });

  it('that could not be fetched says so in its place and is fetched again on demand', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const load = vi
      .fn<() => Promise<typeof Greeting>>()
      .mockRejectedValueOnce(new Error('the disk is gone'))
      .mockResolvedValue(Greeting);
    const Later = fetchedLater({ load });

    render(
      <ScreenErrors>
        <Later name="Ada" />
      </ScreenErrors>,
    );
    expect(await screen.findByText(/the disk is gone/)).toBeDefined();
    act(() => screen.getByRole('button').click());
    expect(await screen.findByText('Hello Ada', {}, PATIENTLY)).toBeDefined();
  });
});
