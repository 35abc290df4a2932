import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packaging, { documentTypes } from '../../electron-builder.config';

const root = join(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const { linux, mac, win, nsis, deb, rpm, toolsets, files, directories } = packaging;

describe('the installers', () => {
  it('are made for the three systems', () => {
    expect(linux?.target).toEqual(['AppImage', 'deb', 'rpm']);
    expect(mac?.target).toEqual([
      { target: 'dmg', arch: 'universal' },
      { target: 'zip', arch: 'universal' },
    ]);
    expect(win?.target).toEqual(['nsis', 'zip']);
  });

  it('name only files that are there', () => {
    const named = [
      ...[linux?.icon, mac?.icon, win?.icon, 'icons/document.icns'].map(
        (path) => `${String(directories?.buildResources)}/${String(path)}`,
      ),
      ...[deb?.afterInstall, rpm?.afterInstall, mac?.entitlements, nsis?.include],
    ];
    expect(named.filter((path) => !existsSync(join(root, String(path))))).toEqual([]);
  });

  it('say whose they are, so that packages of Debian and Red Hat are accepted', () => {
    const { author, homepage, desktopName } = JSON.parse(text('package.json')) as {
      readonly author: { readonly name: string; readonly email: string };
      readonly homepage: string;
      readonly desktopName: string;
    };
    expect(author.name).not.toBe('');
    expect(author.email).toMatch(/^[^@ ]+@[^@ ]+$/);
    expect(homepage).toMatch(/^https:\/\//);
    expect(desktopName).toBe(`${String(linux?.executableName)}.desktop`);
  });

  it('start the app in Chromium’s sandbox', () => {
    expect(JSON.stringify(packaging)).not.toContain('no-sandbox');
    // Tools of version 0.0.0, which are the default, put --no-sandbox into every AppImage.
    expect(toolsets?.appimage).toMatch(/^[1-9]/);
    // A helper that is not setuid is no sandbox where users may not make user namespaces.
    expect(text('packaging/linux/after-install.sh')).toContain(
      "chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'",
    );
    expect(text('packaging/mac/entitlements.plist').match(/com\.apple\.[a-z.-]+/g)).toEqual([
      'com.apple.security.cs.allow-jit',
    ]);
  });

  it('open scenarios, libraries and studies by their names, and take JSON from no other program', () => {
    expect(documentTypes.map(({ extension }) => extension)).toEqual([
      'fleetwright.json',
      'fleetwright-library.json',
      'fleetwright-study.json',
    ]);
    expect(linux?.fileAssociations).toHaveLength(documentTypes.length);
    expect(mac?.fileAssociations).toEqual([expect.objectContaining({ rank: 'Alternate' })]);
    expect(win).not.toHaveProperty('fileAssociations');
    expect(text('packaging/windows/installer.nsh')).toContain('.json\\OpenWithProgids');
  });

  it('carry the program and its data, not the sources', () => {
    expect(files).toContain('out/**');
    expect(JSON.stringify(files)).not.toMatch(/src|test|docs|scripts/);
  });

  it('leave the library where it is when the program is removed', () => {
    expect(nsis?.deleteAppDataOnUninstall).toBe(false);
  });
});
