import type { Remark } from '#shared/estimate/result';
import { messageFor } from '#renderer/i18n/i18n';
import { useFormats } from './format';

/** Words a remark of the models in the language of the screen, its numbers written as that language does. */
export function useRemarkText(): (remark: Remark) => string {
  const { number } = useFormats();
  return ({ code, params }) => {
    const written: Record<string, string> = {};
    for (const [name, value] of Object.entries<string | number>(params))
      written[name] = typeof value === 'number' ? number(value) : value;
    return messageFor(`remarks:${code}`, written) ?? code;
  };
}
