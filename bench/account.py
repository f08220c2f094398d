#!/usr/bin/env python3
"""Runs a command and prints what it cost, as JSON: account.py STDOUT_FILE COMMAND [ARGUMENT ...]

CPU time and peak memory are what the kernel tells wait4 when the process has ended: whole, with all its threads and
the children it waited for, in microseconds. Node has no way to ask. The peak cannot be below this program's own
memory, about 10 MiB, because a new process is a copy of its parent until it runs its command.
"""

import json
import os
import subprocess
import sys
import time

with open(sys.argv[1], "wb") as output:
    started = time.monotonic()
    process = subprocess.Popen(sys.argv[2:], stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started

json.dump(
    {
        "exitCode": os.waitstatus_to_exitcode(status),
        "cpuSeconds": usage.ru_utime + usage.ru_stime,
        "wallSeconds": wall,
        "peakMiB": usage.ru_maxrss / 1024,
    },
    sys.stdout,
)
