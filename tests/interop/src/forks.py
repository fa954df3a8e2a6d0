"""Runs the command line again and again: each time in a process of its own, forked after what takes long to import.

Reads a line of JSON per command, `{"id", "args", "env", "cwd", "input"}`, and writes one when it has ended, `{"id", "code", "stdout",
"stderr"}`. Several run at once. Of the command line itself nothing is imported before the fork: it sees its own environment from the start.
"""

import json
import os
import selectors
import sys
import tempfile
import traceback

import click  # noqa: F401
import cloudsmith_api  # noqa: F401
import requests  # noqa: F401
import rich  # noqa: F401


def become(command, stdin, stdout, stderr):
    """What a forked process does: it runs the command, and ends."""
    code = 1
    try:
        for number, descriptor in enumerate((stdin, stdout, stderr)):
            os.dup2(descriptor, number)
        os.environ.clear()
        os.environ.update(command["env"])
        os.chdir(command["cwd"])
        sys.argv = ["cloudsmith", *command["args"]]
        sys.stdin = open(0, encoding="utf-8", closefd=False)
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)
        from cloudsmith_cli.cli.commands.main import main

        sys.exit(main())
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code & 255)


def start(command):
    """Forks for a command. Returns what tells how it went, and the descriptor that is closed when it has ended."""
    files = [tempfile.TemporaryFile() for _ in range(3)]
    files[0].write(command.get("input", "").encode())
    files[0].seek(0)
    ended, held = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(ended)
        become(command, *(file.fileno() for file in files))
    os.close(held)
    return ended, (command["id"], process, files)


def outcome(identifier, process, files):
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    texts = []
    for file in files[1:]:
        file.seek(0)
        texts.append(file.read().decode("utf-8", "replace"))
    return {"id": identifier, "code": code, "stdout": texts[0], "stderr": texts[1]}


def serve():
    running = {}
    selector = selectors.DefaultSelector()
    selector.register(0, selectors.EVENT_READ)
    rest = b""
    while True:
        for key, _ in selector.select():
            if key.fd != 0:
                selector.unregister(key.fd)
                os.close(key.fd)
                print(json.dumps(outcome(*running.pop(key.fd))), flush=True)
                continue
            received = os.read(0, 65536)
            if not received:
                return
            *lines, rest = (rest + received).split(b"\n")
            for line in lines:
                ended, run = start(json.loads(line))
                running[ended] = run
                selector.register(ended, selectors.EVENT_READ)


serve()
