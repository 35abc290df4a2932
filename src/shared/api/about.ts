/** A package of others that is part of the program, and under which terms. */
export interface ThirdPartyPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly licence: string;
  readonly homepage: string;
  /** The text of its licence, as it came. */
  readonly notice: string;
  readonly parts: readonly ('main' | 'preload' | 'renderer')[];
}

/** What the build found in the program (`out/third-party.json`). */
export interface ThirdParty {
  readonly packages: readonly ThirdPartyPackage[];
}

/** Where the program keeps something on this machine. */
export interface KeptPlace {
  readonly what: 'profile' | 'backups' | 'data' | 'browser';
  /** A folder, or the address under which a browser keeps the library. */
  readonly place: string;
}

/** What the program is, and where it keeps its data. */
export interface About {
  readonly version: string;
  /** What it runs on, by name and version. */
  readonly runtimes: readonly { readonly name: string; readonly version: string }[];
  readonly places: readonly KeptPlace[];
}
