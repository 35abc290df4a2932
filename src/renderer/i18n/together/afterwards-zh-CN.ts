/** What is said right after the first view, and by the screen of the very first start: one file to fetch. By their paths. */
export const messages = import.meta.glob<object>(
  '../../../../resources/locales/zh-CN/{problems,remarks,service,autofit,bulk,cords,exchange,floor,groups,trash,compare}.json',
  {
    eager: true,
    import: 'default',
  },
);
