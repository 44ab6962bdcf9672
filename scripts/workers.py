#!/usr/bin/env python3
"""How well workers are used: one run of 8 segments by 1, 2 and 4 workers with one thread each, on this machine, by a throw-away server.

    scripts/workers.py            some ten minutes on two cores; prints a line for each
    scripts/workers.py --write    and writes the times of the single worker's tasks to queue/tests/queue/task-times.json,
                                  which the test `efficiency` replays with 16 and 64 workers

More workers than cores share the cores: efficiency is against as many workers as there are cores.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VNTR = ROOT / "target/release/vntr"
TIMES = ROOT / "queue/tests/queue/task-times.json"
PROFILE = "segments-64k-r16"
SEGMENTS = 8
STEPS = 65532
# Seven steps for each number.
PROGRAM = """; TinyRAM V=2.000 M=vn W=32 K=16
        read    r1, 0
_next:  add     r2, r2, r1
        and     r3, r2, 0xfff8
        or      r3, r3, 0x80000
        store.w r3, r2
        sub     r1, r1, 1
        cmpe    r1, 0
        cnjmp   _next
        answer  0
"""
RETURNED = re.compile(r"^(commit|prove) of segment \d+ of run \w+: ([0-9.]+) s$", re.MULTILINE)


def measured(count, directory, environment):
    """Seconds of a run by so many workers, and of their tasks."""
    workers, logs = [], []
    for number in range(count):
        log = open(directory / f"worker-{count}-{number}", "w+")
        command = [VNTR, "worker", "--profile", PROFILE, "--threads", "1", "--name", f"worker-{number}"]
        workers.append(subprocess.Popen(command, env=environment, stdout=log, stderr=log))
        logs.append(log)
    try:
        while not all("serves" in Path(log.name).read_text() for log in logs):
            if any(worker.poll() is not None for worker in workers):
                sys.exit(f"a worker ended: see {logs[0].name}")
            time.sleep(0.1)
        start = time.monotonic()
        command = [VNTR, "prove", "count.s", "--primary", "word.txt", "--profile", PROFILE, "--queue", "-o", f"proof-{count}.json"]
        subprocess.run(command, cwd=directory, env=environment, check=True, stderr=subprocess.DEVNULL)
        seconds = time.monotonic() - start
    finally:
        for worker in workers:
            worker.terminate()
            worker.wait()
    tasks = {"commit": [], "prove": []}
    for log in logs:
        for kind, took in RETURNED.findall(Path(log.name).read_text()):
            tasks[kind].append(float(took))
    assert [len(times) for times in tasks.values()] == [SEGMENTS, SEGMENTS], tasks
    return seconds, tasks


def main():
    write = sys.argv[1:] == ["--write"]
    if sys.argv[1:] and not write:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="vntr-workers-") as name:
        directory = Path(name)
        (directory / "count.s").write_text(PROGRAM)
        (directory / "word.txt").write_text(str((SEGMENTS * STEPS - STEPS // 2) // 7))
        server = directory / "server"
        script = ROOT / "scripts/postgres.sh"
        server.mkdir()
        directory.chmod(0o755)
        if os.geteuid() == 0:
            # The server runs as another user than root.
            server.chmod(0o777)
        url = subprocess.run([script, "start", server], check=True, capture_output=True, text=True).stdout.strip()
        try:
            key = subprocess.run([VNTR, "queue", "key"], check=True, capture_output=True, text=True).stdout.strip()
            environment = dict(os.environ, VNTR_QUEUE_URL=url, VNTR_QUEUE_KEY=key)
            subprocess.run([VNTR, "queue", "init"], env=environment, check=True)
            # Keys and setup are made before anything is measured.
            subprocess.run([VNTR, "id", "count.s", "--profile", PROFILE], cwd=directory, env=environment, check=True)
            cores = len(os.sched_getaffinity(0))
            alone = None
            for count in (1, 2, 4):
                seconds, tasks = measured(count, directory, environment)
                alone = alone or (seconds, tasks)
                efficiency = alone[0] / seconds / min(count, cores)
                means = {kind: sum(times) / len(times) for kind, times in tasks.items()}
                print(
                    f"{count} workers: {seconds:.1f} s, {efficiency:.0%} of {min(count, cores)} times one worker; "
                    f"tasks {means['commit']:.1f} s and {means['prove']:.1f} s",
                    flush=True,
                )
        finally:
            subprocess.run([script, "stop", server], check=True)
    if write:
        TIMES.write_text(json.dumps({"profile": PROFILE, **alone[1]}) + "\n")


main()
