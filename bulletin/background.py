"""What a document says beside its assessment: earlier quarters, complaints found true, cases long overdue."""

from dataclasses import dataclass, field

import pandas as pd

from supervision.assessment import Assessment
from supervision.summons import Suggestion


@dataclass(frozen=True, eq=False)
class SummonsRecords:
    """Whom the rules put forward in the quarter, and what was done up to the cut-off.

    Columns as data_access.shared.steps reads them.
    """

    suggestions: tuple[Suggestion, ...]
    interviews: pd.DataFrame
    accountability: pd.DataFrame
    warnings: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Background:
    """Values read with an assessment and of the same cut-off; each may be missing, and the text then does without."""

    history: tuple[Assessment, ...] = ()
    """Earlier quarters on the same days of theirs, oldest first, this quarter not among them."""
    complaints: pd.DataFrame | None = None
    """area_code, category_code, received, confirmed: complaints of the quarter by place and category."""
    overdue: dict[str, pd.DataFrame] = field(default_factory=dict)
    """Rows behind a measure (problems_open_overdue, complaints_open_overdue), columns as in docs/database.md."""
    summons: SummonsRecords | None = None
