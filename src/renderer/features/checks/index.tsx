import { useTranslation } from 'react-i18next';

export function ChecksScreen() {
  const { t } = useTranslation('checks');
  return <h1>{t('title')}</h1>;
}
