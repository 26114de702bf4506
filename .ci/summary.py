"""Adds up the test results; fails where a test was skipped that could have run. Last line: N passed, N failed, N skipped."""
import functools
import glob
import os
import subprocess
import sys
import xml.etree.ElementTree as xml

NAMESPACE = {"t": "http://microsoft.com/schemas/VisualStudio/TeamTest/2010"}
DATA = os.environ.get("IDEASTORAGE_DATA", "../shared/data")


def results(folder):
    for path in sorted(glob.glob(os.path.join(folder, "**", "*.trx"), recursive=True)):
        for result in xml.parse(path).iterfind(".//t:UnitTestResult", NAMESPACE):
            message = result.find(".//t:Message", NAMESPACE)
            output = result.find(".//t:StdOut", NAMESPACE)
            said = " ".join(part.text or "" for part in (message, output) if part is not None)
            yield result.get("testName"), result.get("outcome"), said


@functools.cache
def namespaces_are_kept_to_root():
    """The kernel may do so, and nobody but root can change it. The workflow on GitHub does, so there it is no excuse."""
    if os.geteuid() == 0 or "GITHUB_ACTIONS" in os.environ:
        return False
    probe = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/tmp"]
    return subprocess.run(probe, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode != 0


def may_be_skipped(said):
    """Only for what a clean machine cannot install: the data sets, and namespaces that its kernel keeps to root."""
    return ("IDEASTORAGE_DATA" in said and not os.path.isdir(DATA)) or (
        "mount namespace" in said and namespaces_are_kept_to_root())


def main(folder):
    passed = failed = skipped = 0
    wrong = []
    for name, outcome, said in results(folder):
        if outcome == "Passed":
            passed += 1
        elif outcome == "NotExecuted":
            skipped += 1
            if not may_be_skipped(said):
                wrong.append(f"skipped, but it should run here: {name}: {said.strip()[:300]}")
        else:
            failed += 1
            wrong.append(f"failed: {name}: {said.strip()[:300]}")
    print("\n".join(wrong))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if wrong or passed == 0 else 0


sys.exit(main(sys.argv[1]))
