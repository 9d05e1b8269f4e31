"""An uploaded file is never on a disk, and one that is too large leaves its size and hash alone."""

import hashlib
import tempfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

LIMIT = 10 * 1024 * 1024


@pytest.fixture
def no_disk(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a file was written")

    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)


def sent(**files):
    """The files as a request hands them over."""
    uploads = {name: SimpleUploadedFile(f"{name}.bin", content) for name, content in files.items()}
    return RequestFactory().post("/", uploads).FILES


@pytest.mark.parametrize("size", [0, 1, 70_000, LIMIT])
def test_a_file_within_the_limit_is_whole(no_disk, size):
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    file = sent(a=content)["a"]
    assert (file.size, file.sha256) == (size, hashlib.sha256(content).hexdigest())
    assert file.read() == content


def test_beyond_the_limit_it_has_its_size_and_hash_and_no_content(no_disk):
    content = b"y" * (LIMIT + 1)
    file = sent(a=content)["a"]
    assert (file.size, file.sha256) == (LIMIT + 1, hashlib.sha256(content).hexdigest())
    assert file.read() == b""


def test_the_limit_is_for_all_files_of_a_request_together(no_disk):
    files = sent(a=b"a" * (LIMIT // 2), b=b"b" * (LIMIT // 2), c=b"c")
    assert files["b"].read() == b"b" * (LIMIT // 2)
    assert (files["c"].size, files["c"].read()) == (1, b"")
