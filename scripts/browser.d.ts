export interface BrowserLaunch {
  readonly executablePath: string;
  readonly args: string[];
  readonly env?: Record<string, string>;
}
export declare function browserLaunch(): BrowserLaunch | undefined;
export declare function broughtBrowser(): Promise<
  { readonly launch: BrowserLaunch } | { readonly launch?: undefined; readonly reason: string }
>;
export declare const browserCommand: string;
