"""The demo: what everybody runs first."""

import os
import subprocess
import sys

ENVIRONMENT = {
    name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")
}


def test_the_demo_shows_every_ending_and_succeeds() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "services.control", "demo"],
        check=False,
        capture_output=True,
        text=True,
        timeout=110,
        env=ENVIRONMENT,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    for ending in ("published", "corrected", "held", "rejected", "canceled", "withheld"):
        assert f" {ending}" in done.stdout
    assert "/feed.xml" in done.stdout
    assert "/desk" in done.stdout
