export declare const BUDGET_KILOBYTES: number;
export declare function firstLoad(
  root: string,
): Promise<readonly { readonly file: string; readonly kilobytes: number }[]>;
