/** What the Layout says, the screen that a start shows: one file to fetch. By their paths. */
export const messages = import.meta.glob<object>(
  '../../../../resources/locales/zh-CN/{layout,designer,dates,finance}.json',
  {
    eager: true,
    import: 'default',
  },
);
