import { useEffect, useState } from 'react';
import { useApi } from '#renderer/documents/hooks';
import { useLanguage } from '#renderer/i18n/use-language';
import type { Language } from '#shared/language/language';
import type { Scenario } from '#shared/scenario/schema';

/** The examples that come with the app, in the language of the window; none until they are fetched. */
export function useExamples(): readonly Scenario[] {
  const language = useLanguage();
  const api = useApi();
  const [examples, setExamples] = useState<{
    readonly language?: Language;
    readonly scenarios: readonly Scenario[];
  }>({ scenarios: [] });
  useEffect(() => {
    let wanted = true;
    void api.examples({ language }).then((answer) => {
      if (wanted && answer.ok) setExamples({ language, scenarios: answer.value });
    });
    return () => {
      wanted = false;
    };
  }, [api, language]);
  // Those of the language before are not offered while the new ones come.
  return examples.language === language ? examples.scenarios : [];
}
