export interface Advisory {
  readonly id: string;
  readonly package: string;
  /** The versions concerned, such as `< 1.2.6 || >= 2.0.0, < 2.1.0`. */
  readonly vulnerable: string;
  readonly severity: string;
  readonly title: string;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string }>>;
}

export declare function isVulnerable(version: string, range: string): boolean;
export declare function concerning(
  lockfile: Lockfile,
  advisories: readonly Advisory[],
): readonly (Advisory & { readonly version: string; readonly place: string })[];
