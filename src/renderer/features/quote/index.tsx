import { useTranslation } from 'react-i18next';

export function QuoteScreen() {
  const { t } = useTranslation('quote');
  return <h1>{t('title')}</h1>;
}
