"""PostgreSQL refuses to run as root. When we are root, its processes run as a system user of their own."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any, TypedDict

NAME = "groundswell"


class Account(TypedDict, total=False):
    """The keywords of subprocess that start a program as somebody else; empty when nothing needs to change."""

    user: int
    group: int
    extra_groups: list[int]


def we_are_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def account() -> Account:
    """Who PostgreSQL runs as. Makes the system user at the first call as root."""
    if sys.platform == "win32" or not we_are_root():
        return {}
    import pwd

    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        _make_user()
        entry = pwd.getpwnam(NAME)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _make_user() -> None:
    if shutil.which("useradd"):
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
    elif shutil.which("adduser"):
        command = ["adduser", "-S", "-D", "-H", NAME]
    else:
        raise RuntimeError(
            f"PostgreSQL does not run as root. Make a system user called {NAME}, or start Groundswell as another user."
        )
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode not in (0, 9):  # 9: another process made the user at the same moment
        raise RuntimeError(f"The system user {NAME} could not be made: {made.stderr.strip()}")


def give(path: Path) -> None:
    """Hand a file or an empty folder to PostgreSQL's user."""
    if who := account():
        _chown(path, who)


def _chown(path: Path, who: Account) -> None:
    if sys.platform != "win32":
        os.chown(path, who["user"], who["group"])


def open_the_way(path: Path) -> None:
    """Let PostgreSQL's user pass through the folders above `path`, where it cannot, and say which."""
    if not we_are_root():
        return
    for folder in reversed(path.resolve().parents):
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
            print(f"Let the user {NAME} pass through {folder} (chmod o+x), to reach {path}.", file=sys.stderr)


def open_to_read(tree: Path) -> None:
    """Let PostgreSQL's user read and run the programs in `tree`."""
    open_the_way(tree)
    for path in [tree, *tree.rglob("*")]:
        mode = path.stat().st_mode
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if wanted != mode and not path.is_symlink():
            path.chmod(wanted)


def can_run(program: Path, **options: Any) -> bool:
    try:
        return subprocess.run([program, "--version"], capture_output=True, **options).returncode == 0
    except PermissionError:
        return False
