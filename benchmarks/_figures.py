"""What every benchmark has: its command line, the load of the machine, and figures of processes."""

import os
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def command_line(doc: str | None) -> ArgumentParser:
    """Return a command line that shows the documentation of a benchmark as its help."""
    return ArgumentParser(description=doc, formatter_class=RawDescriptionHelpFormatter)


def machine() -> str:
    """Return how busy the machine is, which a figure is to be read with."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return f"load average {load} on {os.cpu_count()} cores"


def resident_megabytes(pid: int) -> float:
    """Return the memory of a process."""
    return _status(pid, "VmRSS") / 1024


def peak_megabytes(pid: int) -> float:
    """Return the most memory that a process has had.

    What `getrusage` says begins with the size of the parent at the fork.
    """
    return _status(pid, "VmHWM") / 1024


def threads(pid: int) -> int:
    """Return how many threads a process has."""
    return _status(pid, "Threads")


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _status(pid: int, name: str) -> int:
    """Return a number of `/proc/PID/status`. Raises OSError and IndexError for an ended process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition(f"{name}:")[2].split()[0])
