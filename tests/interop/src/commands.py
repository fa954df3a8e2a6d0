"""Reads the help of the command line, all of it: prints, as JSON, each command with the options that are its own.

On standard input come commands that were run, a JSON array of arguments a line; what is printed says which of them each was, by its first
name, and which options it had.
"""

import contextlib
import io
import json
import sys

import click

from cloudsmith_cli.cli.commands.main import main

#: What this takes, all take: where the service is, who is asking, how to print.
PLAIN = ["check", "service"]


def name_of(option):
    return max(option.opts, key=len)


def options_of(command):
    return [name_of(option) for option in command.params if isinstance(option, click.Option)]


def walk(command, path):
    """Every command below one, each by its first name: the others are aliases."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command, info_name=path[-1] if path else "cloudsmith")
    seen = set()
    named = sorted(command.list_commands(context), key=lambda name: name in getattr(command, "inverse", {}))
    for name in named:
        found = command.get_command(context, name)
        if found is not None and id(found) not in seen:
            seen.add(id(found))
            yield from walk(found, [*path, name])
    if command.invoke_without_command:
        yield path, command


def resolve(args, known):
    """Which command arguments mean, and which options they give."""
    command, context, rest = main, click.Context(main, info_name="cloudsmith"), list(args)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        name, command, rest = command.resolve_command(context, rest)
        context = click.Context(command, parent=context, info_name=name)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        parsed = command.make_context(context.info_name, rest, resilient_parsing=True)
    given = [
        name_of(option)
        for option in command.params
        if isinstance(option, click.Option)
        and parsed.get_parameter_source(option.name) is click.core.ParameterSource.COMMANDLINE
    ]
    return known.get(id(command)), given


leaves = list(walk(main, []))
plain = next(command for path, command in leaves if path == PLAIN)
shared = {*options_of(plain), "--help"}
known = {id(command): " ".join(path) for path, command in leaves}
commands = {
    " ".join(path): [option for option in options_of(command) if option not in shared] for path, command in leaves
}
ran = [resolve(json.loads(line), known) for line in sys.stdin]
print(json.dumps({"commands": commands, "ran": [{"command": name, "options": given} for name, given in ran]}))
