import type { Remark } from '#shared/remark';
import { messageFor } from '../i18n/message';
import { useFormats } from './use-formats';

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
