"""systemd units for a town on this machine: what starts it, as whom, and what it may not touch."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

# what neither the schedule nor the pages ever need; `systemd-analyze security` counts the rest
HARDENING = """\
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={town}
PrivateTmp=yes
PrivateDevices=yes
ProtectClock=yes
ProtectHostname=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
ProtectControlGroups=yes
ProtectProc=invisible
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
RemoveIPC=yes
CapabilityBoundingSet=
AmbientCapabilities=
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallFilter=~@privileged
UMask=0077
"""
COMMON = """\
User={user}
WorkingDirectory={folder}
Environment=PYTHONUTF8=1 RATUSZ_LOG=json
# the addresses and passwords that town.toml names: NAME=value, readable by root alone
EnvironmentFile=-/etc/ratusz.env
"""
SERVE = """\
[Unit]
Description=Ratusz: schedule and dashboards of {name}
After=network-online.target
Wants=network-online.target

[Service]
ExecStart={python} -m pipelines.cli serve --town {town} --port {port}
{common}Restart=on-failure
RestartSec=10
TimeoutStopSec=60
{hardening}
[Install]
WantedBy=multi-user.target
"""
TICK = """\
[Unit]
Description=Ratusz: what is due in {name}
After=network-online.target
Wants=network-online.target

[Service]
Type=oneshot
ExecStart={python} -m pipelines.cli tick --town {town}
{common}SuccessExitStatus=143
{hardening}"""
TIMER = """\
[Unit]
Description=Ratusz: asks every five minutes what is due in {name}

[Timer]
OnCalendar=*:0/5
Persistent=true
AccuracySec=15s

[Install]
WantedBy=timers.target
"""
FOLDER = Path("/etc/systemd/system")


def units(name: str, town: Path, user: str, python: Path, port: int) -> Mapping[str, str]:
    """The unit files by name: ratusz.service, or in its place ratusz-tick.service with ratusz-tick.timer.

    name: of the office; town: its folder; user: whose processes they are; python: of this installation.
    """
    known = {
        "name": _plain(name),
        "folder": _plain(str(town)),
        "town": _quoted(str(town)),
        "user": user,
        "python": _quoted(str(python)),
        "port": port,
    }
    common, hardening = COMMON.format(**known), HARDENING.format(**known)
    texts = {"ratusz.service": SERVE, "ratusz-tick.service": TICK, "ratusz-tick.timer": TIMER}
    return {unit: text.format(**known, common=common, hardening=hardening) for unit, text in texts.items()}


def _plain(text: str) -> str:
    """Text of one line in which systemd sees no specifier."""
    return " ".join(text.replace("%", "%%").split())


def _quoted(path: str) -> str:
    """A path as systemd reads it: percent signs doubled, in quotes where it has spaces or quotes."""
    safe = path.replace("\\", "\\\\").replace("%", "%%")
    return '"{}"'.format(safe.replace('"', '\\"')) if any(sign in path for sign in " '\"") else safe
