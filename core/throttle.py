"""Wrong tries, counted in the shared cache for some minutes. What is counted by is a keyed hash, never an address."""

from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac


@dataclass(frozen=True)
class Throttle:
    """`limit` tries in `seconds` for each thing that is tried."""

    name: str
    limit: int
    seconds: int

    def is_full(self, thing: str) -> bool:
        return cache.get(self._key(thing), 0) >= self.limit

    def count(self, thing: str) -> None:
        """One more try. The time runs from the first."""
        key = self._key(thing)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:  # its time ran out in between
                cache.set(key, 1, self.seconds)

    def _key(self, thing: str) -> str:
        return f"throttle:{self.name}:{salted_hmac(self.name, thing).hexdigest()[:32]}"
