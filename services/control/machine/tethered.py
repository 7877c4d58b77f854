"""Child processes that never outlive us, however we end.

On Linux the kernel sends a tethered child SIGTERM when its parent is gone, even after SIGKILL;
elsewhere it ends with a parent that leaves in good order.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from services.control.machine.private import UMASK

_TETHER = """
import ctypes, os, sys
PR_SET_PDEATHSIG = 1
ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, int(sys.argv[2]))
if os.getppid() != int(sys.argv[1]):
    sys.exit(1)  # our parent was gone before we were tied to it
os.execv(sys.argv[3], sys.argv[3:])
"""


def start_tethered(
    command: Sequence[str],
    *,
    log: Path,
    directory: Path | None = None,
    environment: Mapping[str, str] | None = None,
    keep_open: Sequence[int] = (),
) -> subprocess.Popen[bytes]:
    """Start a command (an absolute path and its arguments) that writes all it says to `log`.

    It has a session of its own, so that a Ctrl-C meant for us reaches it only through us. The
    kernel's tether hangs on the calling *thread*: call from one that lives as long as the
    process.
    """
    if sys.platform == "linux":
        tie = [sys.executable, "-I", "-S", "-c", _TETHER, str(os.getpid())]
        command = [*tie, str(int(signal.SIGTERM)), *command]
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    log.touch(mode=0o600)
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            cwd=directory,
            env=None if environment is None else dict(environment),
            pass_fds=tuple(keep_open),
            start_new_session=True,
            umask=UMASK,
        )


def stop(process: subprocess.Popen[bytes], *, within_s: float) -> None:
    """Ask a process to leave in good order, and end it when it does not."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(within_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def is_running(pid: int) -> bool:
    """Tell whether there is a process with this id, ours or not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
