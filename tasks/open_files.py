"""Whether some program still has a file open for writing."""

import errno
import fcntl
import os
import signal
import sys
from pathlib import Path


def is_open_for_writing(path: Path) -> bool:
    """Whether a program on this machine holds the file open for writing.

    The kernel gives a read lease only on a file that nobody has open for writing. False also
    where nobody can tell: the file belongs to another user, or the file system has no leases.
    """
    if sys.platform != "linux":
        return False
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    except OSError:
        return False
    try:
        # Who opens the file just now sends us a signal; the usual one would end the program.
        fcntl.fcntl(handle, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    finally:
        os.close(handle)
    return False
