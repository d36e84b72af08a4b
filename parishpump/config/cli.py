"""The `parishpump` command."""

import argparse
import os
import sys
from collections.abc import Sequence

from parishpump.config import commands
from parishpump.home.errors import HomeError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 where it did what was asked, 1 where it did not, 2 for wrong words."""
    asked = _parser().parse_args(arguments)
    try:
        status: int = asked.do(asked)
    except (HomeError, commands.Refused) as trouble:
        print(f"parishpump: {trouble}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="parishpump", description="A local council’s social media, governed.")
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, does, what in (
        ("run", commands.run, "serve the council: pages, jobs and courier in one process"),
        ("demo", commands.demo, "the same with the demonstration council and its people"),
        ("worker", commands.worker, "one more worker, on any machine that reaches the database"),
        ("migrate", commands.migrate, "bring the database to this version"),
        ("doctor", commands.doctor, "say what is wrong and what to do"),
    ):
        verbs.add_parser(name, help=what, description=what).set_defaults(do=does)
    _add_backup(verbs)
    _add_council(verbs)
    _add_people(verbs)
    _add_archive(verbs)
    _add_policy(verbs)
    _add_spikes(verbs)
    _add_triage(verbs)
    return parser


def _add_backup(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = verbs.add_parser("backup", help="write everything into one encrypted file")
    backup.add_argument("file")
    backup.set_defaults(do=commands.backup)
    restore = verbs.add_parser("restore", help="bring back everything from such a file")
    restore.add_argument("file")
    restore.add_argument("--replace", action="store_true", help="even where this home is in use: what is there is lost")
    restore.set_defaults(do=commands.restore)


def _add_council(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    council = verbs.add_parser("council", help="several councils on one installation").add_subparsers(required=True)
    found = council.add_parser("found", help="open this installation to one more council, and invite its Clerk")
    found.add_argument("--name", required=True, help="in full, as on the notice board")
    found.add_argument("--kind", choices=("parish", "town", "community"), default="parish")
    found.add_argument("--host", required=True, help="the host name under which it is found, alone")
    found.add_argument("--address", help="the public address that links begin with; otherwise https:// and the host")
    found.add_argument("--pack", default="base", help="the policy pack with which it begins")
    found.add_argument("--pack-minute", default="", help="the minute that adopted that pack, where one did")
    found.add_argument("--clerk-name", required=True, help="for colleagues; the public sees the office alone")
    found.add_argument("--clerk-email", required=True, help="where the invitation goes")
    found.add_argument("--minute", required=True, help="the minute that delegated to the Clerk")
    found.add_argument("--ends", help="the last day of that delegation, like 2027-05-12; otherwise a year from now")
    found.set_defaults(do=commands.council_found)
    each = council.add_parser("list", help="every council: its host, its policy version, and counts alone")
    each.set_defaults(do=commands.council_list)


def _add_people(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    people = verbs.add_parser("people", help="let somebody in again").add_subparsers(required=True)
    let_in = people.add_parser("let-in", help="take away the second factor that somebody lost")
    let_in.add_argument("email", help="the address with which they sign in")
    let_in.add_argument("--yes", action="store_true", help="without typing the address again")
    let_in.set_defaults(do=commands.let_in)


def _add_archive(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    archive = verbs.add_parser("archive", help="check and prove the record").add_subparsers(required=True)
    verify = archive.add_parser("verify", help="check every record, leaf and checkpoint of every council")
    verify.add_argument("--council", help="its host name; otherwise all")
    verify.add_argument(
        "--held", action="append", default=[], metavar="FILE", help="a checkpoint kept elsewhere, from the daily email"
    )
    verify.set_defaults(do=commands.archive_verify)
    prove = archive.add_parser("prove", help="print the proof of one record as JSON")
    prove.add_argument("record", type=int)
    prove.add_argument("--council", help="its host name, where there are several")
    prove.set_defaults(do=commands.archive_prove)


def _add_policy(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    policy = verbs.add_parser("policy", help="judge by a policy pack").add_subparsers(required=True)
    check = policy.add_parser("check", help="judge a draft in a JSON file; prints JSON")
    check.add_argument("draft", help="a JSON file")
    check.add_argument("--pack", default="base", help="a pack’s name, or the path of a pack file")
    check.add_argument("--at", help="the moment to judge at, like 2026-11-22T10:00+00:00; otherwise now")
    check.set_defaults(do=commands.policy_check)
    read = policy.add_parser("read", help="read an adopted policy: its clauses and its faults, as JSON")
    read.add_argument("file", help="a txt, docx, odt or PDF file")
    read.set_defaults(do=commands.policy_read)
    coverage = policy.add_parser("coverage", help="say what the software does about every clause")
    coverage.add_argument("--json", action="store_true", help="as JSON, with the place and the test of each")
    coverage.set_defaults(do=commands.policy_coverage)


def _add_spikes(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    spikes = verbs.add_parser("spikes", help="find the stories that run away in a file of counts; prints JSON")
    spikes.add_argument("file", help="a CSV file with the columns timestamp and value, in order")
    spikes.set_defaults(do=commands.spikes)


def _add_triage(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    triage = verbs.add_parser("triage", help="suggest what each message of a file is, and the legal duty in it")
    triage.add_argument("file", help='one message a line: {"id": …, "text": …}; prints one JSON line each')
    triage.set_defaults(do=commands.triage)


if __name__ == "__main__":
    sys.exit(main())
