"""Every error that a user can meet, as one tree.

BriefError                    its message is one sentence that says what to do
├── DocumentError             a file cannot be read as a document
├── StoreError                the store cannot be opened, written or rebuilt
│   └── BusyError             another process is writing it
├── SettingsError             a setting, flag or environment variable is not usable
├── RequestError              what another program asks for is not usable
├── ModelError                a language model cannot be had, or did not answer
└── CalculationError          a calculation cannot be done
    ├── UnitMismatchError     the operands do not measure the same thing
    └── UndefinedResultError  growth from zero, a root of a negative number, a division by zero

Declining a question is an answer, not an error.
"""


class BriefError(Exception):
    """Base of all errors shown to users; `str(error)` is one sentence that says what to do."""


class DocumentError(BriefError):
    """A file cannot be read as a document."""


class StoreError(BriefError):
    """The store cannot be opened, written or rebuilt."""


class BusyError(StoreError):
    """Another process is writing the store, and did not end in time."""


class SettingsError(BriefError):
    """A setting, flag or environment variable is not usable."""


class RequestError(BriefError):
    """What another program asks for is not usable: an argument is missing, unknown or out of bounds."""


class ModelError(BriefError):
    """A language model cannot be had, or did not answer.

    Attributes:
        retry: may the same call succeed a moment later?
    """

    def __init__(self, message: str, retry: bool = False) -> None:
        self.retry = retry
        super().__init__(message)


class CalculationError(BriefError):
    """A calculation cannot be done as asked."""


class UnitMismatchError(CalculationError):
    """The operands do not measure the same thing.

    Attributes:
        left: unit of the first operand.
        right: unit of the second operand.
    """

    def __init__(self, left: str, right: str, operation: str = "combine") -> None:
        self.left, self.right, self.operation = left, right, operation
        super().__init__(f"Cannot {operation} {left} and {right}; convert one of them at a stated rate first.")


class UndefinedResultError(CalculationError):
    """The operation has no result for these operands."""
