#!/usr/bin/env python3
"""Plants the faults of tests/planted/faults.txt one by one and runs the test that has to fail.

    scripts/planted-faults.py            all of them: an hour on two cores; goes on where it was
    scripts/planted-faults.py --check    whether each can be planted: seconds
    scripts/planted-faults.py 3 17       these alone

The tree is a copy of the last commit in target/planted. A fault that is not noticed, or that does not build, is an error.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TREE = ROOT / "target/planted/tree"
DONE = ROOT / "target/planted/done.txt"
# How a line names its test.
PACKAGES = {
    "arithmetic": ["-p", "arithmetic", "--lib"],
    "circuits": ["-p", "circuits", "--lib"],
    "fflonk": ["-p", "fflonk", "--lib"],
    "vntr": ["-p", "cli", "--test", "vntr"],
    "ptau": ["-p", "vntr-tests", "--test", "ptau"],
    "stack": ["-p", "compiler-backend", "--test", "stack"],
    "instructions": ["-p", "compiler-backend", "--test", "instructions"],
    "compressed": ["-p", "compiler-backend", "--test", "compressed"],
    "filetests": ["-p", "compiler-backend", "--test", "filetests"],
    "transcript": ["-p", "vntr-tests", "--test", "transcript"],
    "segments": ["-p", "evm-verifier", "--test", "segments"],
    "transactions": ["-p", "evm-verifier", "--test", "transactions"],
    "queue": ["-p", "queue", "--test", "queue"],
    "queue-lib": ["-p", "queue", "--lib"],
}


def faults():
    lines = (ROOT / "tests/planted/faults.txt").read_text().splitlines()
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#"):
            file, old, new, test = (field.replace("\\n", "\n") for field in line.split(" @@ "))
            yield number, line, file, old, new, test


def planted(tree, number, file, old, new):
    path = tree / file
    text = path.read_text()
    if text.count(old) != 1:
        sys.exit(f"faults.txt, line {number}: expected once in {file}, found {text.count(old)} times: {old}")
    return path, text, text.replace(old, new)


def run(test):
    package, name = test.split(" ", 1)
    # Fast to compile: the crates around are as always.
    config = ["--config", "profile.release.incremental=true"]
    for crate in ["circuits", "compiler-backend", "evm-verifier", "cli", "vntr-tests"]:
        config += ["--config", f"profile.release.package.{crate}.opt-level=1"]
    command = ["cargo", "test", "--release", "--locked", *config, *PACKAGES[package], "--", name]
    # Its own build, so that another one does not wait for it.
    environment = {**os.environ, "CARGO_TARGET_DIR": str(ROOT / "target/planted/build")}
    ran = subprocess.run(command, cwd=TREE, env=environment, capture_output=True, text=True, timeout=1200)
    output = ran.stdout + ran.stderr
    if "could not compile" in output:
        print(output)
        return "does not build"
    if ran.returncode == 0:
        return "no test" if "running 0 tests" in output and " passed" not in output.replace("0 passed", "") else "NOT NOTICED"
    return "noticed"


def main():
    chosen = list(faults())
    for number, _, file, old, new, test in chosen:
        planted(ROOT, number, file, old, new)
        if test.split(" ")[0] not in PACKAGES:
            sys.exit(f"faults.txt, line {number}: unknown test {test!r}")
    if sys.argv[1:] == ["--check"]:
        return print(f"{len(chosen)} faults can be planted")
    if sys.argv[1:]:
        chosen = [fault for fault in chosen if str(fault[0]) in sys.argv[1:]]
    if not (TREE / ".git").exists():
        subprocess.run(["git", "worktree", "prune"], cwd=ROOT, check=True)
        subprocess.run(["git", "worktree", "add", "--detach", TREE, "HEAD"], cwd=ROOT, check=True)
    subprocess.run(["git", "checkout", "-q", "--detach", "-f", git("rev-parse", "HEAD")], cwd=TREE, check=True)
    modules = TREE / "node_modules"
    if not modules.exists():
        modules.symlink_to(ROOT / "node_modules")
    commit = git("rev-parse", "HEAD")
    done = DONE.read_text().splitlines() if DONE.exists() and not sys.argv[1:] else []
    counts = {}
    for test in sorted({fault[5] for fault in chosen}):
        if f"honest {test}" not in done:
            verdict = run(test)
            print(f"without a fault: {test}: {verdict}", flush=True)
            if verdict != "NOT NOTICED":
                sys.exit(f"{test} does not pass without a fault")
            keep(done, f"honest {test}")
    for i, (number, line, file, old, new, test) in enumerate(chosen, 1):
        verdict = next((d.split(" ", 1)[0].replace("_", " ") for d in done if d.endswith(" " + line)), None)
        if verdict is None:
            path, text, bad = planted(TREE, number, file, old, new)
            path.write_text(bad)
            try:
                verdict = run(test)
            finally:
                path.write_text(text)
            if verdict == "noticed":
                keep(done, f"noticed {line}")
            print(f"{i}/{len(chosen)} {verdict}: line {number}, {file}: {old}", flush=True)
        counts[verdict] = counts.get(verdict, 0) + 1
    print(f"{counts.get('noticed', 0)} of {len(chosen)} planted faults noticed")
    if not sys.argv[1:]:
        print("evidence: " + json.dumps({"run": "planted faults", "faults": len(chosen), "noticed": counts.get("noticed", 0), "commit": commit[:10]}))
    sys.exit(0 if set(counts) <= {"noticed"} else 1)


def git(*arguments):
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()


def keep(done, line):
    done.append(line)
    DONE.parent.mkdir(parents=True, exist_ok=True)
    DONE.write_text("\n".join(done) + "\n")


if __name__ == "__main__":
    main()
