import { useMemo } from 'react';
import type { ServiceVerdict } from '#shared/serving/verdict';
import { namedVerdict } from '#shared/serving/verdict-words';
import { messageFor } from '#renderer/i18n/i18n';
import { useFormats } from './format';

/** A verdict in a sentence of the window's language, after the name of its workload; needs the messages `service`. */
export function useVerdictText(): (verdict: ServiceVerdict) => string {
  const formats = useFormats();
  return useMemo(() => {
    const speaking = {
      say: (key: string, params: Readonly<Record<string, string>> = {}) =>
        messageFor(`service:${key}`, params) ?? key,
      words: {
        number: (value: number) => formats.quantity(value, '1').value,
        seconds: (seconds: number) => formats.shown(seconds, 's'),
      },
    };
    return (verdict) => namedVerdict(verdict, speaking);
  }, [formats]);
}
