import type { Configuration } from 'electron-builder';

/** Every fuse by name, so that one that is added later does not compile until somebody has decided on it. */
const electronFuses: Required<NonNullable<Configuration['electronFuses']>> = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  // Changed fuses break the ad-hoc signature that Electron for Apple silicon comes with.
  resetAdHocDarwinSignature: true,
};

const electronDist = process.env['ELECTRON_DIST'];

const configuration: Configuration = {
  appId: 'org.fleetwright.app',
  productName: 'Fleetwright',
  asar: true,
  // Everything else stays out of the package: sources, tests, documents.
  files: [
    'out/**',
    '!out/**/*.map',
    '!out/bench',
    '!out/renderer/.vite',
    'resources/**',
    'package.json',
    'LICENSE',
  ],
  directories: { output: 'dist' },
  electronFuses,
  // A runtime that is on this machine already, where Electron's downloads cannot be reached.
  ...(electronDist === undefined ? {} : { electronDist }),
  linux: { target: ['AppImage', 'deb'], category: 'Office' },
  mac: { target: ['dmg'], category: 'public.app-category.business' },
  win: { target: ['nsis'] },
  publish: null,
};

export default configuration;
