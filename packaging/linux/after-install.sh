#!/bin/sh
# Runs as root after the package is unpacked; electron-builder fills in the names.
set -e

target='/opt/${sanitizedProductName}/${executable}'
link='/usr/bin/${executable}'
if command -v update-alternatives >/dev/null 2>&1; then
  update-alternatives --install "$link" '${executable}' "$target" 100
else
  ln -sf "$target" "$link"
fi

# Chromium takes user namespaces where users may make them. Root always may, so whether they may cannot be tried here, and
# where they may not this helper is the only sandbox.
chown root:root '/opt/${sanitizedProductName}/chrome-sandbox'
chmod 4755 '/opt/${sanitizedProductName}/chrome-sandbox'

if command -v update-mime-database >/dev/null 2>&1; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi

# Ubuntu 24.04 and later grant user namespaces by AppArmor profile; an AppArmor too old for the profile needs none.
profile='/opt/${sanitizedProductName}/resources/apparmor-profile'
if apparmor_status --enabled >/dev/null 2>&1 && apparmor_parser --skip-kernel-load --debug "$profile" >/dev/null 2>&1; then
  cp -f "$profile" '/etc/apparmor.d/${executable}'
  if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}'
  fi
fi
