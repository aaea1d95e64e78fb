"""Run a command without its output, and print what it took.

That is seconds, seconds of the processor, KiB at its peak, and the status.

A process is counted as at least as large as the one that started it. This one imports next to
nothing, so that it is smaller than any Python that it starts, whatever the benchmark itself holds.
"""

import os
import sys
import time

command = sys.argv[1:]
silence = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
start = time.perf_counter()
child = os.posix_spawn(command[0], command, os.environ, file_actions=silence)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
busy = usage.ru_utime + usage.ru_stime
sys.stdout.write(f"{seconds} {busy} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}")
