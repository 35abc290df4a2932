export declare const root: string;
export declare function electronExecutable(): string | undefined;
export declare function fetchedElectronExecutable(): Promise<string | undefined>;
export declare function findCommand(...names: string[]): string | undefined;
export declare function packageFile(name: string, file: string): string;
export declare function npmCommand(): string[];
export declare function hasDisplay(): boolean;
export declare function isRoot(): boolean;
