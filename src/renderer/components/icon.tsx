import styles from './icon.module.css';

/** Line drawings on a 16-pixel grid, in the colour of the text around them. */
const paths = {
  undo: 'M6.5 3 3 6.5 6.5 10M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6',
  redo: 'M9.5 3 13 6.5 9.5 10M13 6.5H6.5a3.5 3.5 0 0 0 0 7H10',
  search: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3 13.5 13.5',
  calendar: 'M2.5 4.5h11v9h-11ZM2.5 7.5h11M5.5 2.5v3M10.5 2.5v3',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10M6 6h4v4H6z',
  devices: 'M3 2.5h10v3.2H3zM3 6.4h10v3.2H3zM3 10.3h10v3.2H3zM5 4.1h.01M5 8h.01M5 11.9h.01',
  close: 'm4 4 8 8M12 4l-8 8',
  chevron: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  left: 'M9.5 4 5.5 8l4 4',
  right: 'm6.5 4 4 4-4 4',
  light:
    'M8 10.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6ZM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  dark: 'M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6Z',
  system: 'M2.5 3h11v8h-11zM6 13.5h4M8 11v2.5',
  warning: 'M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.3v.01',
  error: 'M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5L5.5 2ZM8 5v3.5M8 10.8v.01',
  note: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12ZM8 7.3v3.5M8 5.2v.01',
  check: 'm3.5 8.5 3 3 6-7',
  library: 'M2.5 3h11v10h-11zM6 3v10',
  inspector: 'M2.5 3h11v10h-11zM10 3v10',
  import: 'M8 2.5v7M5 7l3 3 3-3M2.5 12.5h11',
  export: 'M8 10V3M5 5.5l3-3 3 3M2.5 12.5h11',
  history: 'M2.8 8a5.2 5.2 0 1 0 1.6-3.8L2.8 5.7M2.8 2.7v3h3M8 5v3.2l2.2 1.3',
  trash: 'M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.8v4M9.3 6.8v4',
  restore: 'M3.5 8a4.5 4.5 0 1 0 1.4-3.3L3.5 6M3.5 3v3h3',
  picture: 'M2.5 3h11v10h-11zM2.5 11l3.5-3.5 3 3 2-2 2.5 2.5M10.5 6h.01',
  keyboard: 'M1.5 4.5h13v7h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M5 9.3h6',
} as const;

export type IconName = keyof typeof paths;

/** A picture beside a word or in a labelled button; it says nothing to a screen reader. */
export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className={styles.icon} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
);
