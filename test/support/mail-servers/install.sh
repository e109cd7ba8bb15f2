#!/usr/bin/env bash
# Installs the mail servers of test/e2e (Debian, as root). Postfix and Exim refuse to stand side by side: Exim is
# unpacked into /opt/exim4. No service is started, for the tests start their own.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

if [[ ! -x /usr/sbin/postfix || ! -e /usr/lib/python3/dist-packages/dkim ]]; then
  echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
  printf '#!/bin/sh\nexit 101\n' >/tmp/policy-rc.d && chmod +x /tmp/policy-rc.d
  had_policy=true
  [[ -e /usr/sbin/policy-rc.d ]] || { had_policy=false && cp /tmp/policy-rc.d /usr/sbin/policy-rc.d; }
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends postfix python3-dkim >/dev/null
  "$had_policy" || rm /usr/sbin/policy-rc.d
fi

if [[ ! -x /usr/sbin/exim4 && ! -x /opt/exim4/usr/sbin/exim4 ]]; then
  apt-get update -qq
  # The libraries that the package would bring.
  apt-get install -y -qq --no-install-recommends libidn12 libgnutls-dane0 libnsl2 libdb5.3 libpcre2-8-0 >/dev/null
  id Debian-exim >/dev/null 2>&1 || useradd --system --no-create-home --shell /usr/sbin/nologin Debian-exim
  packages=$(mktemp -d)
  (cd "$packages" && apt-get download -qq exim4-daemon-light)
  mkdir -p /opt/exim4
  dpkg -x "$packages"/exim4-daemon-light_*.deb /opt/exim4
  rm -r "$packages"
fi
