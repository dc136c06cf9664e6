"""Classes of a figure with their colour, mark and words; a missing figure has a class of its own and never a colour."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from charts.theme import BAND_COLOURS, BAND_INKS, INK, MISSING_COLOUR, MISSING_MARK, Spec
from supervision.printing import print_number, print_percent
from supervision.scheme import Band, Scheme


@dataclass(frozen=True)
class Shade:
    """One class: what the legend says, and how it looks in colour, in grey and without either."""

    name: str
    mark: str
    legend: str
    colour: str
    ink: str
    at_least: float


@dataclass(frozen=True)
class Shades:
    """All classes of one figure, from best to worst, and the words for those without a value."""

    shades: tuple[Shade, ...]
    missing: str

    @cached_property
    def none(self) -> Shade:
        """Return the class of areas without a value."""
        return Shade(
            self.missing, MISSING_MARK, f"{MISSING_MARK} {self.missing}（斜纹）", MISSING_COLOUR, INK, float("nan")
        )

    def of(self, value: float) -> Shade:
        """Return the best class that an unrounded value reaches (the last one below all of them)."""
        return next((shade for shade in self.shades if value >= shade.at_least), self.shades[-1])

    def named(self, name: str | None) -> Shade:
        """Return the class of a name, or the class of the missing."""
        return next((shade for shade in self.shades if shade.name == name), self.none)

    def colour_scale(self) -> Spec:
        """Return the nominal scale of field `shade`; every class is in it, so the spec never depends on the figures."""
        every = (*self.shades, self.none)
        return {"domain": [shade.legend for shade in every], "range": [shade.colour for shade in every]}


def _look_of(position: int, classes: int) -> int:
    """Return which of the four looks a class takes: fewer classes are spread, more share the last."""
    last = len(BAND_COLOURS) - 1
    return round(position * last / max(classes - 1, 1)) if classes <= len(BAND_COLOURS) else min(position, last)


def _between(edges: list[str], unit: str) -> list[str]:
    """Return the words for classes with these lower edges, best first: 90分及以上, 80—90分, 不足60分."""
    if len(edges) < 2:
        return [""] * len(edges)
    middle = [f"{low}—{high}{unit}" for high, low in pairwise(edges[:-1])]
    return [f"{edges[0]}{unit}及以上", *middle, f"不足{edges[-2]}{unit}"]


def band_shades(bands: tuple[Band, ...], missing: str = "未评") -> Shades:
    """Return the classes of scores: the bands of the scheme."""
    edges = [print_number(band.at_least, 0) for band in bands]
    shades = [
        Shade(band.name, band.mark, f"{band.mark} {band.name}（{words}）" if words else f"{band.mark} {band.name}",
              BAND_COLOURS[look], BAND_INKS[look], band.at_least)
        for band, words, look in zip(
            bands, _between(edges, "分"), (_look_of(i, len(bands)) for i in range(len(bands))), strict=True
        )
    ]  # fmt: skip
    return Shades(tuple(shades), missing)


def share_shades(scheme: Scheme, missing: str = "无数据或无应督导学校") -> Shades:
    """Return the classes of a share that should be 100 %: complete, two steps, below the scheme's attention line."""
    low = scheme.attention.coverage_below
    middle = (1.0 + low) / 2
    edges = (1.0, middle, low, 0.0)
    printed = [print_percent(edge, 0) for edge in edges]
    words = (printed[0], f"{printed[1]}至不足{printed[0]}", f"{printed[2]}至不足{printed[1]}", f"不足{printed[2]}")
    return Shades(
        tuple(
            Shade(word, band.mark, f"{band.mark} {word}", colour, ink, edge)
            for word, band, colour, ink, edge in zip(
                words, _four(scheme.band), BAND_COLOURS, BAND_INKS, edges, strict=True
            )
        ),
        missing,
    )


def _four(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    """Return four bands for their marks, whatever number the scheme has."""
    return (*bands, *(bands[-1],) * 4)[:4]
