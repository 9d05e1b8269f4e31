"""The key pair of the demo's university: made anew for each data folder, so that whoever tries it can open the extract.

A real recipient makes the pair at home and gives away the public half alone.
"""

import os
from pathlib import Path


def recipient_key(data: Path) -> str:
    """The public key; the secret one lies beside the demo's password, for `age -d -i`, readable by its owner only."""
    from pyrage import x25519  # here: needed once, while the demo world is told

    path = Path(data) / "demo-age-key.txt"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        pass
    else:
        with os.fdopen(descriptor, "w") as file:
            file.write(f"{x25519.Identity.generate()}\n")
    return str(x25519.Identity.from_str(path.read_text().strip()).to_public())
