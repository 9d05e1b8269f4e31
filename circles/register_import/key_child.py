"""The process in which a key file is opened: the passphrase as a JSON line and the file in, the workbook out.

Exit 3 is a wrong passphrase, anything else but 0 is no key file.
"""

import io
import json
import sys

from circles.register_import import guard
from circles.register_import.child import limit_process


def main() -> int:
    limit_process()
    passphrase = json.loads(sys.stdin.buffer.readline(4_000))
    data = sys.stdin.buffer.read(guard.MAX_FILE_BYTES + 1)
    from msoffcrypto.exceptions import InvalidKeyError
    from msoffcrypto.format.ooxml import OOXMLFile

    opened = io.BytesIO()
    try:
        file = OOXMLFile(io.BytesIO(data))
        file.load_key(password=passphrase, verify_password=True)
        file.decrypt(opened, verify_integrity=True)
    except InvalidKeyError:
        return 3
    sys.stdout.buffer.write(opened.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main())
