import { useMemo } from 'react';
import type { Speaking } from '#shared/compare-words';
import { useFormats } from '../../format/use-formats';
import { messageFor } from '../../i18n/message';
import { useMessage } from '../../i18n/use-language';

/** Names that a sentence lists before it counts the rest. */
const NAMES = 6;

/** The words of the screen's language for verdicts. */
export function useSpeaking(): Speaking {
  const message = useMessage();
  const formats = useFormats();
  return useMemo(
    () => ({
      say: (key, params = {}) => messageFor(`compare:verdict.${key}`, params) ?? key,
      service: (key, params = {}) => messageFor(`service:${key}`, params) ?? key,
      words: {
        number: (value) => formats.quantity(value, '1').value,
        percent: (fraction) => formats.percent(fraction),
        seconds: (seconds) => {
          const { value, unit } = formats.quantity(seconds, 's');
          return `${value} ${unit}`;
        },
        list: (names) => {
          const rest = names.length - NAMES;
          const said =
            rest > 0 ? [...names.slice(0, NAMES), message('compare:andMore', { count: rest })] : names;
          return said.join(message('compare:listSeparator'));
        },
      },
    }),
    [formats, message],
  );
}
