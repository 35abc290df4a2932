import english from '../../../resources/locales/en/desktop.json';
import chinese from '../../../resources/locales/zh-CN/desktop.json';

/** The few words that the desktop host itself says: menu and crash dialogs. */
export type DesktopMessages = typeof english;

/** The messages for a system's language tag: Chinese for any kind of it, else English. */
export const messagesFor = (languageTag: string): DesktopMessages =>
  languageTag.toLowerCase().startsWith('zh') ? chinese : english;
