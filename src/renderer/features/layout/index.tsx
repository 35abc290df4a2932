import { useTranslation } from 'react-i18next';

export function LayoutScreen() {
  const { t } = useTranslation('layout');
  return <h1>{t('title')}</h1>;
}
