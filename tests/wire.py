"""The web server's log of what it sent, for the test of weight: a browser doesn't tell what its worker fetches."""

from gunicorn.glogging import Logger


class Wire(Logger):
    """`%(n)s` in the format is an answer's bytes on the wire, headers included."""

    def atoms(self, resp, req, environ, request_time):
        headers = [*resp.default_headers(), *(f"{name}: {value}\r\n" for name, value in resp.headers), "\r\n"]
        body = resp.sent or resp.response_length or 0  # the second where the kernel copies a file
        return super().atoms(resp, req, environ, request_time) | {"n": len("".join(headers)) + body}
