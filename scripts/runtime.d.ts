export declare const root: string;
export declare function electronExecutable(): string | undefined;
export declare function fetchedElectronExecutable(): Promise<string | undefined>;
export declare function findCommand(...names: string[]): string | undefined;
export declare function chromiumExecutable(): string | undefined;
export declare function hasDisplay(): boolean;
export declare function isRoot(): boolean;
