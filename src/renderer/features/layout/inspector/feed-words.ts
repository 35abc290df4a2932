import { useMessage } from '#renderer/i18n/use-language';
import type { FeedPreset } from '#shared/power/usual-feeds';

/** How a feed preset is called in the language of the screen. */
export function useFeedWords(): (preset: FeedPreset) => string {
  const message = useMessage();
  return ({ perSide, volts, amperes, phases }) => {
    const words = message(phases === 3 ? 'layout:feeds.three' : 'layout:feeds.one');
    return message('layout:feeds.preset', { count: perSide, volts, amperes, phases: words });
  };
}
