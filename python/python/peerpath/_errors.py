"""The one exception, its problems, and the one warning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["PeerpathError", "PeerpathWarning", "Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: where, what was found, what would be accepted.

    Attributes
    ----------
    place : str
        Where it is, in words; empty where it is the whole of the subject.
    found, expected : str
        What was found there, and what would be accepted.
    pointer : str or None
        JSON pointer (RFC 6901), for a problem in a document.
    row : int or None
        Row counted from 0 and without a header, for a problem in one row of a table.
    column : str or None
        Column name, for a problem in one column of a table.
    argument : str or None
        Argument of the call, for a problem with one.
    position : tuple of int or None
        Line and column from 1, for a text that is not JSON or CSV.

    Examples
    --------
    >>> import peerpath as pp
    >>> try:
    ...     pp.Table({"month": [0, "one"]})
    ... except pp.PeerpathError as error:
    ...     problem = error.problems[0]
    >>> problem.row, problem.column
    (1, 'month')
    >>> str(problem)
    'row 1, column `month`: found text, expected an integer, as in the rows before'
    """

    place: str
    found: str
    expected: str
    pointer: str | None = None
    row: int | None = None
    column: str | None = None
    argument: str | None = None
    position: tuple[int, int] | None = None

    def __str__(self) -> str:
        text = f"found {self.found}, expected {self.expected}"
        return f"{self.place}: {text}" if self.place else text


class PeerpathError(Exception):
    """What went wrong, with every problem found and its place.

    The one exception that this library raises. ``str(error)`` is the whole message: a line
    that counts the problems, then a line for each.

    Attributes
    ----------
    code : str
        Why the call failed, such as ``"document"``. The codes are the same in Rust and C.
    code_number : int
        The fixed number of the code.
    problems : list of Problem
        The problems, the first hundred where there are more.
    count : int
        How many problems there are.

    Examples
    --------
    >>> import peerpath as pp
    >>> try:
    ...     pp.Table({"id": [1, 2], "month": [0]})
    ... except pp.PeerpathError as error:
    ...     print(error.code, error.count)
    ...     print(error)
    table 1
    table: column `month`: found 1, expected 2, as in the first column
    """

    code: str
    code_number: int
    problems: list[Problem]
    count: int

    def __init__(
        self,
        message: str,
        code: str,
        code_number: int,
        problems: Sequence[Problem] = (),
        count: int | None = None,
    ) -> None:
        # All arguments are handed on, so that the exception can be pickled.
        super().__init__(message, code, code_number, problems, count)
        self.code = code
        self.code_number = code_number
        self.problems = list(problems)
        self.count = len(self.problems) if count is None else count

    def __str__(self) -> str:
        return str(self.args[0])

    def __repr__(self) -> str:
        return f"PeerpathError({self.code!r}, {str(self)!r})"


class PeerpathWarning(UserWarning):
    """A caution that comes with a result: the result stands, but say this beside it.

    Attributes
    ----------
    name : str
        A fixed word in kebab-case for programs to test.

    Examples
    --------
    >>> import warnings
    >>> import peerpath as pp
    >>> warnings.simplefilter("ignore", pp.PeerpathWarning)  # not advised
    """

    name: str

    def __init__(self, message: str, name: str) -> None:
        super().__init__(message, name)
        self.name = name

    def __str__(self) -> str:
        return str(self.args[0])


# Their public names, in messages and pickles.
for _public in (Problem, PeerpathError, PeerpathWarning):
    _public.__module__ = "peerpath"
del _public
