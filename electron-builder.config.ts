import type { Configuration, FileAssociation } from 'electron-builder';
import fuses from './packaging/fuses.json';

/** Every fuse by name, so that one that is added later does not compile until somebody has decided on it in `packaging/fuses.json`. */
const electronFuses: Required<NonNullable<Configuration['electronFuses']>> = {
  ...fuses,
  // Changed fuses break the ad-hoc signature that Electron for Apple silicon comes with.
  resetAdHocDarwinSignature: true,
};

/** What a publisher sets, or leaves empty; docs/release.md lists them with the names of certificates. */
const given = (name: string): string | undefined => process.env[name] || undefined;
const electronDist = given('ELECTRON_DIST');
const maintainer = given('FLEETWRIGHT_MAINTAINER');
const homepage = given('FLEETWRIGHT_HOMEPAGE');

/** The files that Fleetwright writes and opens. */
export const documentTypes = [
  { extension: 'fleetwright.json', kind: 'scenario', title: 'Fleetwright scenario' },
  { extension: 'fleetwright-library.json', kind: 'library', title: 'Fleetwright library' },
  { extension: 'fleetwright-study.json', kind: 'study', title: 'Fleetwright study' },
] as const;

const linuxTypes: FileAssociation[] = documentTypes.map(({ extension, kind, title }) => ({
  ext: extension,
  name: title,
  description: title,
  mimeType: `application/vnd.fleetwright.${kind}+json`,
}));

/**
 * macOS goes by the last part of a name, so these are JSON to it: offered under "Open With", and never the program that
 * opens other JSON.
 */
const macTypes: FileAssociation[] = [
  {
    ext: [...documentTypes.map(({ extension }) => extension), 'json'],
    name: 'Fleetwright document',
    icon: 'icons/document.icns',
    role: 'Editor',
    rank: 'Alternate',
  },
];

const configuration: Configuration = {
  appId: 'org.fleetwright.app',
  productName: 'Fleetwright',
  copyright: 'MIT licence. Notices of what else is inside: Help, About Fleetwright.',
  asar: true,
  // Nothing in it is compiled for a platform.
  npmRebuild: false,
  // Everything else stays out of the package: sources, tests, documents.
  files: [
    'out/**',
    '!out/**/*.map',
    '!out/bench',
    '!out/renderer/.vite',
    'resources/**',
    'packaging/icons/linux/256x256.png',
    'package.json',
    'LICENSE',
  ],
  directories: { output: 'dist', buildResources: 'packaging' },
  electronFuses,
  // A runtime that is on this machine already, where Electron's downloads cannot be reached.
  ...(electronDist === undefined ? {} : { electronDist }),
  ...(homepage === undefined ? {} : { extraMetadata: { homepage } }),
  // A release never leaves unsigned because a certificate was missing.
  forceCodeSigning: given('FLEETWRIGHT_REQUIRE_SIGNING') === '1',
  // The older tools would start the app without Chromium's sandbox.
  toolsets: { appimage: '1.0.3' },
  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    category: 'Office',
    icon: 'icons/linux',
    // `fleetwright` is the command line, which npm installs.
    executableName: 'fleetwright-desktop',
    syncDesktopName: true,
    synopsis: 'Plan fleets of inference servers, offline',
    ...(maintainer === undefined ? {} : { maintainer }),
    vendor: 'The Fleetwright authors',
    fileAssociations: linuxTypes,
    desktop: {
      entry: {
        GenericName: 'Planner for inference fleets',
        'GenericName[zh_CN]': '推理集群规划工具',
        Keywords: 'rack;power;GPU;LPU;quote;inference;',
        'X-GNOME-SingleWindow': 'true',
      },
    },
  },
  deb: {
    // What the program is linked to and GTK does not bring; the second names are those of Debian 13 and Ubuntu 24.04.
    depends: [
      'libgtk-3-0 | libgtk-3-0t64',
      'libnss3',
      'libasound2 | libasound2t64',
      'libgbm1',
      'libatspi2.0-0 | libatspi2.0-0t64',
      'libcups2 | libcups2t64',
    ],
    recommends: ['libsecret-1-0', 'xdg-utils'],
    afterInstall: 'packaging/linux/after-install.sh',
  },
  rpm: { afterInstall: 'packaging/linux/after-install.sh' },
  mac: {
    target: [
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ],
    category: 'public.app-category.business',
    icon: 'icons/app.icns',
    hardenedRuntime: true,
    entitlements: 'packaging/mac/entitlements.plist',
    entitlementsInherit: 'packaging/mac/entitlements.plist',
    fileAssociations: macTypes,
  },
  win: { target: ['nsis', 'zip'], icon: 'icons/app.ico' },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    // The library is the user's, and stays when the program goes.
    deleteAppDataOnUninstall: false,
    include: 'packaging/windows/installer.nsh',
  },
  publish: null,
};

export default configuration;
