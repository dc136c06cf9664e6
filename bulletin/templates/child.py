"""The limited process: `python -m bulletin.templates.child` reads a job, says the finished file or the faults."""

import base64
import json
import sys
from contextlib import suppress

from bulletin.templates.job import Job, read_job

CPU_SECONDS = 20
MEMORY_BYTES = 2 * 1024**3
MOST_OPEN_FILES = 64


def limit_oneself() -> None:
    """Give up what filling a template does not need; Windows has only the clock of who started us."""
    try:
        import resource
    except ImportError:
        return
    limits = {
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_AS: MEMORY_BYTES,
        # Not one byte into any file: what is made goes out through the pipe.
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: MOST_OPEN_FILES,
        resource.RLIMIT_NPROC: 0,
    }
    for limit, wanted in limits.items():
        hardest = resource.getrlimit(limit)[1]
        most = wanted if hardest == resource.RLIM_INFINITY else min(wanted, hardest)
        # A system may not know a limit (macOS has none of memory); the clock of who started us holds everywhere.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


def carry_out(job: Job) -> tuple[bytes, tuple[str, ...]]:
    """Return the filled document, or nothing and a sentence per fault."""
    # Read only when wanted: most bad uploads are refused before anything is filled.
    if job.checks:
        from bulletin.templates.inspecting import inspect_template

        if faults := inspect_template(job):
            return b"", faults
    from bulletin.filling import fill
    from bulletin.templates.chosen import TemplateBroken
    from bulletin.templates.inspecting import inspect_filled

    try:
        docx = fill(job.template, job.context, job.pictures, job.manifest)
    except TemplateBroken as fault:
        return b"", (fault.sentence,)
    faults = inspect_filled(docx, job.template.name)
    return (b"", faults) if faults else (docx, ())


def main() -> int:
    """Carry out the job on standard input."""
    limit_oneself()
    docx, faults = carry_out(read_job(sys.stdin.buffer.read()))
    answer = {"docx": base64.b64encode(docx).decode(), "faults": faults}
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
