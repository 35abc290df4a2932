export declare const rendererAlias: (root: string) => Record<'#renderer', string>;
