"""The few exceptions of this product; each carries a sentence that an officer can act on."""


class Fault(Exception):  # noqa: N818 - a fault is the word of the house for what a person is told
    """A failure with a Chinese sentence for the screen; the technical cause is the `__cause__`, for the log only."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class DatabaseAway(Fault):
    """The shared database cannot be reached, or did not answer in time."""


class AccountCanWrite(Fault):
    """The account of the dashboard could change the shared database; nothing is read with it."""


class ContractBroken(Fault):
    """A relation or a column of the contract is missing or unreadable."""


class NoData(Fault):
    """The database answers but holds nothing for what was asked: not an error, and not a zero."""


class SchemeBroken(Fault):
    """The scheme file is not usable; the sentence names the place and the rule."""


class InputRejected(Fault):
    """A file or a value given by a person breaks a rule; nothing has been written."""


class AccessRefused(Fault):
    """The account may not see or do what was asked, or nobody has signed in; nothing has been shown or written."""


class SignInNeeded(AccessRefused):
    """Nobody has signed in, or the sign-in has ended; the sentence says which."""


class ChangedMeanwhile(InputRejected):
    """Somebody else saved the same text first; nothing has been written, and both texts are still there."""

    def __init__(self, sentence: str, theirs: str | None) -> None:
        super().__init__(sentence)
        self.theirs = theirs
