"""Types of the native part. The documentation is in its docstrings."""

import datetime
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias, final

from matplotlib.axes import Axes
from pandas import DataFrame as PandasDataFrame
from polars import DataFrame as PolarsDataFrame
from pyarrow import Table as ArrowTable

from .typing import DayLike, DocumentLike, DossiersLike, TableLike

_Interval: TypeAlias = Literal["wilson", "clopper-pearson", "agresti-coull", "jeffreys"]
_Alternative: TypeAlias = Literal["greater", "less", "two-sided"]
_GroupTest: TypeAlias = Literal["chi2", "fisher", "kruskal", "mann-whitney", "trend"]
_WeightedInterval: TypeAlias = Literal["logit", "beta", "plain"]
_Depth: TypeAlias = Literal["introduced", "practised", "assessed"]
_MissingCode: TypeAlias = float | str | Sequence[float]
_Needed: TypeAlias = Literal["high", "low"]
_Adjustment: TypeAlias = Literal["holm", "bh"]
_Unit: TypeAlias = Literal["days", "weeks", "months", "years"]
_Gaps: TypeAlias = Literal["error", "censor"] | dict[Literal["state"], str]
_StandardError: TypeAlias = Literal["greenwood", "aalen", "robust"]
_Clock: TypeAlias = Literal["forward", "reset"]
_Causes: TypeAlias = (
    Literal["target", "reason", "advancement"] | dict[Literal["groups"], dict[str, list[str]]]
)
_Scale: TypeAlias = Literal["log-log", "log", "plain", "arcsine", "logit"]
_Ties: TypeAlias = Literal["efron", "breslow"]
_Residual: TypeAlias = Literal[
    "martingale", "deviance", "score", "dfbeta", "dfbetas", "schoenfeld", "scaled-schoenfeld"
]
_Transform: TypeAlias = Literal["km", "identity", "rank", "log"]
_Distribution: TypeAlias = Literal[
    "exponential",
    "weibull",
    "gompertz",
    "log-normal",
    "log-logistic",
    "gamma",
    "generalised-gamma",
]
_Verdict: TypeAlias = Literal["met", "unmet", "unknown"]
_CredentialStatus: TypeAlias = Literal[
    "applied",
    "provisional",
    "active",
    "probation",
    "inactive",
    "lapsed",
    "suspended",
    "revoked",
    "relinquished",
]
_RenewalStatus: TypeAlias = Literal[
    "none",
    "applied",
    "application-closed",
    "provisional",
    "active",
    "renewal-window",
    "overdue",
    "grace",
    "lapsed",
    "inactive",
    "probation",
    "suspended",
    "revoked",
    "relinquished",
    "ended",
    "unknown",
]
_Measurement: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio"]
_Weights: TypeAlias = Literal["identity", "linear", "quadratic", "ordinal", "radical", "ratio"]
_ErrorMethod: TypeAlias = Literal["analytic", "bootstrap"]
_Progress: TypeAlias = Callable[[int, int], bool | None]
_TimeOrigin: TypeAlias = Literal["first-entry"] | Mapping[str, DayLike]

__version__: str

def catalog() -> Table: ...
def alignment(
    standards: Iterable[Standard] | None = None,
    *,
    model: str | None = None,
    form: str | None = None,
) -> Table: ...
def compare(a: Standard, b: Standard) -> Comparison: ...
def _codes() -> list[tuple[str, int]]: ...
def _panic(with_interpreter: bool = False) -> None: ...

@final
class Table:
    def __new__(cls, table: TableLike) -> Table: ...
    @staticmethod
    def from_csv(source: str | bytes | os.PathLike[str]) -> Table: ...
    @property
    def columns(self) -> list[str]: ...
    def to_dict(self) -> dict[str, list[Any]]: ...
    def to_pandas(self) -> PandasDataFrame: ...
    def to_polars(self) -> PolarsDataFrame: ...
    def to_arrow(self) -> ArrowTable: ...
    def to_html(self) -> str: ...
    def to_latex(self) -> str: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...
    def __getitem__(self, column: str, /) -> list[Any]: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...

@final
class PublishedMargins:
    @staticmethod
    def from_json(source: DocumentLike) -> PublishedMargins: ...
    def compare(self, tables: Mapping[str, TableLike]) -> Table: ...
    @property
    def about(self) -> str: ...
    def __len__(self) -> int: ...

@final
class Framework:
    @staticmethod
    def builtin(name: str) -> Framework: ...
    @staticmethod
    def builtin_names() -> list[str]: ...
    @staticmethod
    def from_json(source: DocumentLike) -> Framework: ...
    @staticmethod
    def from_case(source: DocumentLike, *, id: str | None = None) -> CaseReading: ...
    def to_case(
        self,
        *,
        changed: str | datetime.date | None = None,
        base: str | None = None,
        adoption_status: Literal["Private Draft", "Draft", "Adopted", "Deprecated"] | None = None,
        language: str | None = None,
    ) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def year(self) -> int | None: ...
    def get(self, id: str) -> dict[str, Any]: ...
    @property
    def table(self) -> Table: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...

@final
class Survey:
    @staticmethod
    def from_table(
        table: TableLike,
        items: Mapping[str, str | None],
        *,
        scale: tuple[int, int] | Sequence[str] | None = None,
        labels: Mapping[str, str] | None = None,
        missing: Mapping[str, Sequence[_MissingCode]] | None = None,
        person: str | None = None,
        group: Sequence[str] | None = None,
        weight: str | None = None,
        strata: str | None = None,
        cluster: str | None = None,
        population: str | None = None,
        framework: str | Framework | None = None,
    ) -> Survey: ...
    @staticmethod
    def from_labelled(
        table: TableLike,
        metadata: object,
        items: Mapping[str, str | None],
        *,
        scale: tuple[int, int] | Sequence[str] | None = None,
        missing: Mapping[str, Sequence[_MissingCode]] | None = None,
        person: str | None = None,
        group: Sequence[str] | None = None,
        weight: str | None = None,
    ) -> Survey: ...
    @staticmethod
    def from_redcap(
        table: TableLike,
        items: Mapping[str, str | None],
        *,
        event: str | None = None,
        instrument: str | None = None,
        instance: str | None = None,
        dictionary: str | None = None,
        scale: tuple[int, int] | Sequence[str] | None = None,
        missing: Mapping[str, Sequence[_MissingCode]] | None = None,
        person: str | None = None,
        group: Sequence[str] | None = None,
        weight: str | None = None,
    ) -> Survey: ...
    @staticmethod
    def from_qualtrics(
        source: str | bytes | os.PathLike[str],
        items: Mapping[str, str | None],
        *,
        scale: tuple[int, int] | Sequence[str] | None = None,
        missing: Mapping[str, Sequence[_MissingCode]] | None = None,
        person: str | None = None,
        group: Sequence[str] | None = None,
        weight: str | None = None,
    ) -> Survey: ...
    def coverage(
        self,
        *,
        by: str | None = None,
        threshold: int | None = None,
        level: float | None = None,
        interval: _Interval | None = None,
        min_cell: int | None = None,
    ) -> Coverage: ...
    def binomial(
        self,
        *,
        p: float | None = None,
        threshold: int | None = None,
        alternative: _Alternative | None = None,
        by: str | None = None,
        level: float | None = None,
    ) -> Table: ...
    def compare(
        self,
        by: str,
        *,
        test: _GroupTest | None = None,
        adjust: _Adjustment | None = "holm",
        threshold: int | None = None,
        yates: bool | None = None,
        groups: Sequence[str] | None = None,
    ) -> Table: ...
    def weighted_coverage(
        self,
        *,
        by: str | None = None,
        threshold: int | None = None,
        level: float | None = None,
        interval: _WeightedInterval | None = None,
        min_cell: int | None = None,
    ) -> Table: ...
    def multiple_response(
        self,
        *,
        by: str | None = None,
        threshold: int | None = None,
        level: float | None = None,
        interval: _Interval | None = None,
        min_cell: int | None = None,
    ) -> Table: ...
    def needs(
        self,
        *,
        by: str | None = None,
        threshold: int | None = None,
        needed: _Needed | None = None,
        level: float | None = None,
        top: int | None = None,
        draws: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        min_cell: int | None = None,
        progress: _Progress | None = None,
    ) -> Table: ...
    def reliability(
        self,
        *,
        items: Sequence[str] | None = None,
        reverse: Sequence[str] | None = None,
        by: str | None = None,
        level: float | None = None,
    ) -> Reliability: ...
    def profiles(
        self,
        *,
        classes: Iterable[int] | None = None,
        model: Literal["gaussian", "categorical"] | None = None,
        variances: Literal["equal", "free"] | None = None,
        starts: int | None = None,
        finalists: int | None = None,
        seed: int | None = None,
        variance_floor: float | None = None,
        threads: int | None = None,
        progress: _Progress | None = None,
    ) -> Profiles: ...
    def summarise(self, *, by: str | None = None) -> SurveySummary: ...
    @property
    def respondents(self) -> int: ...
    @property
    def items(self) -> list[str]: ...
    @property
    def labels(self) -> dict[str, str]: ...
    @property
    def groups(self) -> list[str]: ...
    def __len__(self) -> int: ...

@final
class CaseReading:
    @property
    def framework(self) -> Framework: ...
    @property
    def repairs(self) -> list[dict[str, str]]: ...
    @property
    def identifiers(self) -> dict[str, str]: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Crosswalk:
    @staticmethod
    def from_json(source: DocumentLike) -> Crosswalk: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    @property
    def table(self) -> Table: ...
    def reversed(self) -> Crosswalk: ...
    def __len__(self) -> int: ...

@final
class Curriculum:
    @staticmethod
    def from_json(source: DocumentLike) -> Curriculum: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def hours(self) -> float: ...
    def coverage(self, framework: Framework, *, depth: _Depth | None = None) -> Table: ...
    def gaps(self, framework: Framework, *, depth: _Depth | None = None) -> Table: ...
    def overlaps(self, framework: Framework, *, depth: _Depth | None = None) -> Table: ...
    def smallest_selection(
        self,
        framework: Framework,
        *,
        depth: _Depth | None = None,
        competencies: Sequence[str] | None = None,
        cost: Literal["hours", "price", "modules"] | None = None,
        with_modules: Sequence[str] | None = None,
        without: Sequence[str] | None = None,
        steps: int | None = None,
    ) -> dict[str, Any]: ...
    def compare(self, other: Curriculum, framework: Framework) -> Table: ...
    def through(self, crosswalk: Crosswalk) -> Curriculum: ...
    def to_dossier(self, person: str, *, on: DayLike) -> Dossier: ...
    def __len__(self) -> int: ...

@final
class Reliability:
    @property
    def table(self) -> Table: ...
    @property
    def items(self) -> Table: ...
    @property
    def warnings(self) -> list[str]: ...
    def _repr_html_(self) -> str: ...

@final
class BinomialRegression:
    @property
    def table(self) -> Table: ...
    @property
    def blocks(self) -> Table: ...
    @property
    def warnings(self) -> list[str]: ...
    def _repr_html_(self) -> str: ...

def check_summaries(
    table: TableLike,
    *,
    n: str | None = None,
    mean: str | None = None,
    sd: str | None = None,
    minimum: str | None = None,
    maximum: str | None = None,
    decimals: int | None = None,
) -> Table: ...
def binomial_regression(
    table: TableLike,
    outcome: str,
    blocks: Sequence[Sequence[str]],
    *,
    success: str | None = None,
    categories: Sequence[str] | None = None,
    reference: Mapping[str, str] | None = None,
    link: Literal["logit", "log"] | None = None,
    weight: str | None = None,
    cluster: str | None = None,
    errors: Literal["model", "robust"] | None = None,
    level: float | None = None,
) -> BinomialRegression: ...

@final
class Coverage:
    @property
    def table(self) -> Table: ...
    @property
    def threshold(self) -> int: ...
    @property
    def level(self) -> float: ...
    @property
    def by(self) -> str | None: ...
    @property
    def warnings(self) -> list[str]: ...
    def plot(self, ax: Axes | None = None) -> Axes: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...

@final
class SurveySummary:
    def merge(self, other: SurveySummary) -> SurveySummary: ...
    def coverage(
        self,
        *,
        threshold: int | None = None,
        level: float | None = None,
        interval: _Interval | None = None,
        min_cell: int | None = None,
    ) -> Coverage: ...
    def binomial(
        self,
        *,
        p: float | None = None,
        threshold: int | None = None,
        alternative: _Alternative | None = None,
        level: float | None = None,
    ) -> Table: ...
    def compare(
        self,
        *,
        test: _GroupTest | None = None,
        adjust: _Adjustment | None = "holm",
        threshold: int | None = None,
        yates: bool | None = None,
        groups: Sequence[str] | None = None,
    ) -> Table: ...
    def multiple_response(
        self,
        *,
        threshold: int | None = None,
        level: float | None = None,
        interval: _Interval | None = None,
        min_cell: int | None = None,
    ) -> Table: ...
    @property
    def respondents(self) -> int: ...
    @property
    def items(self) -> list[str]: ...
    @property
    def by(self) -> str | None: ...
    def to_bytes(self) -> bytes: ...
    @staticmethod
    def from_bytes(data: bytes) -> SurveySummary: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Ratings:
    @staticmethod
    def from_table(
        table: TableLike,
        *,
        unit: str | None = None,
        rater: str | None = None,
        value: str | None = None,
        group: str | None = None,
        level: _Measurement | None = None,
        scale: tuple[int, int] | Sequence[str] | None = None,
    ) -> Ratings: ...
    def krippendorff_alpha(
        self,
        *,
        by: str | None = None,
        metric: _Measurement | None = None,
        level: float | None = None,
        standard_error: _ErrorMethod | None = None,
        draws: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        progress: _Progress | None = None,
    ) -> Agreement: ...
    def fleiss_kappa(
        self,
        *,
        by: str | None = None,
        weights: _Weights | None = None,
        level: float | None = None,
        standard_error: _ErrorMethod | None = None,
        draws: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        progress: _Progress | None = None,
    ) -> Agreement: ...
    def gwet_ac(
        self,
        *,
        by: str | None = None,
        weights: _Weights | None = None,
        level: float | None = None,
        standard_error: _ErrorMethod | None = None,
        draws: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        progress: _Progress | None = None,
    ) -> Agreement: ...
    def percent_agreement(
        self,
        *,
        by: str | None = None,
        weights: _Weights | None = None,
        level: float | None = None,
        standard_error: _ErrorMethod | None = None,
        draws: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        progress: _Progress | None = None,
    ) -> Agreement: ...
    def cohen_kappa(
        self,
        *,
        raters: tuple[str, str] | None = None,
        weights: _Weights | None = None,
        level: float | None = None,
    ) -> Agreement: ...
    def pairwise(self, *, weights: _Weights | None = None) -> Pairwise: ...
    def consensus(self, *, by: str | None = None) -> Table: ...
    def disagreement(
        self,
        *,
        between: str,
        test: Literal["kruskal", "fisher", "chi2"] | None = None,
        adjust: Literal["holm", "bh"] | None = None,
    ) -> Disagreement: ...
    def overlap(
        self,
        *,
        between: str,
        threshold: float | None = None,
        category: str | None = None,
        share: float | None = None,
    ) -> Overlap: ...
    def delphi(
        self,
        before: Ratings | None = None,
        *,
        threshold: float | None = None,
        share: float | None = None,
        iqr: float | None = None,
        change: float | None = None,
    ) -> Table: ...
    def cultural_consensus(self, *, alternatives: int | None = None) -> CulturalConsensus: ...
    @property
    def units(self) -> list[str]: ...
    @property
    def raters(self) -> list[str]: ...
    @property
    def categories(self) -> list[str]: ...
    @property
    def level(self) -> _Measurement: ...
    @property
    def groups(self) -> list[str]: ...
    @property
    def warnings(self) -> list[str]: ...
    def __len__(self) -> int: ...

@final
class Agreement:
    @property
    def table(self) -> Table: ...
    @property
    def coefficient(self) -> str: ...
    @property
    def weights(self) -> str: ...
    @property
    def estimate(self) -> float | None: ...
    @property
    def standard_error(self) -> float | None: ...
    @property
    def lower(self) -> float | None: ...
    @property
    def upper(self) -> float | None: ...
    @property
    def level(self) -> float: ...
    @property
    def method(self) -> _ErrorMethod: ...
    @property
    def warnings(self) -> list[str]: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...

@final
class Pairwise:
    @property
    def table(self) -> Table: ...
    @property
    def warnings(self) -> list[str]: ...
    def plot(
        self, measure: Literal["agreement", "kappa"] = "agreement", ax: Axes | None = None
    ) -> Axes: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...

@final
class Disagreement:
    @property
    def table(self) -> Table: ...
    @property
    def between(self) -> str: ...
    @property
    def warnings(self) -> list[str]: ...
    def plot(self, most: int = 20, alpha: float = 0.05, ax: Axes | None = None) -> Axes: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...

@final
class Overlap:
    @property
    def table(self) -> Table: ...
    @property
    def tasks(self) -> Table: ...
    @property
    def warnings(self) -> list[str]: ...
    def _repr_html_(self) -> str: ...

@final
class CulturalConsensus:
    @property
    def ratio(self) -> float | None: ...
    @property
    def eigenvalues(self) -> list[float]: ...
    @property
    def converged(self) -> bool: ...
    @property
    def sweeps(self) -> int: ...
    @property
    def competence(self) -> Table: ...
    @property
    def answers(self) -> Table: ...
    @property
    def warnings(self) -> list[str]: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Profiles:
    @staticmethod
    def from_table(
        table: TableLike,
        items: Sequence[str],
        *,
        classes: Iterable[int] | None = None,
        variances: Literal["equal", "free"] | None = None,
        starts: int | None = None,
        finalists: int | None = None,
        seed: int | None = None,
        variance_floor: float | None = None,
        threads: int | None = None,
        progress: _Progress | None = None,
    ) -> Profiles: ...
    @property
    def table(self) -> Table: ...
    @property
    def best(self) -> int: ...
    @property
    def items(self) -> list[str]: ...
    @property
    def respondents(self) -> int: ...
    @property
    def warnings(self) -> list[str]: ...
    def classes(self, classes: int | None = None) -> Table: ...
    def membership(self, classes: int | None = None) -> Table: ...
    def likelihood_ratio(
        self,
        *,
        classes: int | None = None,
        draws: int | None = None,
        starts: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        progress: _Progress | None = None,
    ) -> dict[str, Any]: ...
    def predictors(
        self,
        table: TableLike,
        columns: Sequence[str],
        *,
        classes: int | None = None,
        correction: Literal["ml", "bch"] | None = None,
        reference: int | None = None,
        level: float | None = None,
    ) -> Table: ...
    def plot(self, classes: int | None = None, ax: Axes | None = None) -> Axes: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...

@final
class StateSpace:
    @staticmethod
    def peer_workforce() -> StateSpace: ...
    @staticmethod
    def from_json(source: DocumentLike) -> StateSpace: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    @property
    def names(self) -> list[str]: ...
    @property
    def is_open(self) -> bool: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Histories:
    @staticmethod
    def from_events(
        table: TableLike,
        *,
        person: str | None = None,
        time: str | None = None,
        state: str | None = None,
        weight: str | None = None,
        cluster: str | None = None,
        reason: str | None = None,
        covariates: Sequence[str] | None = None,
        time_origin: _TimeOrigin | None = None,
        unit: _Unit | None = None,
        ordered: bool | None = None,
        states: StateSpace | None = None,
    ) -> Histories: ...
    @staticmethod
    def from_spells(
        table: TableLike,
        *,
        person: str | None = None,
        start: str | None = None,
        stop: str | None = None,
        state: str | None = None,
        weight: str | None = None,
        cluster: str | None = None,
        reason: str | None = None,
        covariates: Sequence[str] | None = None,
        time_origin: _TimeOrigin | None = None,
        unit: _Unit | None = None,
        gaps: _Gaps | None = None,
        states: StateSpace | None = None,
    ) -> Histories: ...
    @staticmethod
    def from_intervals(
        table: TableLike,
        *,
        person: str | None = None,
        start: str | None = None,
        stop: str | None = None,
        origin: str | None = None,
        target: str | None = None,
        weight: str | None = None,
        cluster: str | None = None,
        reason: str | None = None,
        covariates: Sequence[str] | None = None,
        time_origin: _TimeOrigin | None = None,
        unit: _Unit | None = None,
        gaps: _Gaps | None = None,
        states: StateSpace | None = None,
    ) -> Histories: ...
    def describe(self) -> dict[str, Any]: ...
    def summarise(self, *, by: str | None = None, threads: int | None = None) -> RiskTable: ...
    def influence_squares(
        self, curves: AalenJohansen, times: float | Iterable[float]
    ) -> list[float]: ...
    def aalen_johansen(
        self,
        *,
        by: str | None = None,
        start_time: float | None = None,
        start_state: str | None = None,
        start_distribution: Mapping[str, float] | None = None,
        se: _StandardError | None = None,
        interval: _Scale | None = None,
        level: float | None = None,
    ) -> AalenJohansen: ...
    def kaplan_meier(
        self,
        origin: str,
        *,
        targets: Sequence[str] | None = None,
        clock: _Clock | None = None,
        by: str | None = None,
        start_time: float | None = None,
        se: _StandardError | None = None,
        interval: _Scale | None = None,
        level: float | None = None,
    ) -> AalenJohansen: ...
    def cumulative_incidence(
        self,
        origin: str,
        *,
        causes: _Causes | None = None,
        clock: _Clock | None = None,
        by: str | None = None,
        start_time: float | None = None,
        se: _StandardError | None = None,
        interval: _Scale | None = None,
        level: float | None = None,
    ) -> AalenJohansen: ...
    def nelson_aalen(
        self,
        *,
        by: str | None = None,
        start_time: float | None = None,
        se: _StandardError | None = None,
        interval: _Scale | None = None,
        level: float | None = None,
    ) -> NelsonAalen: ...
    def log_rank(
        self,
        by: str,
        origin: str,
        *,
        targets: Sequence[str] | None = None,
        clock: _Clock | None = None,
        strata: str | None = None,
        rho: float | None = None,
        gamma: float | None = None,
        trend: Sequence[float] | None = None,
    ) -> GroupTest: ...
    def gray_test(
        self,
        by: str,
        origin: str,
        cause: str,
        *,
        causes: _Causes | None = None,
        clock: _Clock | None = None,
        strata: str | None = None,
        rho: float | None = None,
    ) -> GroupTest: ...
    def cox(
        self,
        transitions: str | Sequence[str] | None = None,
        covariates: Sequence[str | Mapping[str, Any]] | None = None,
        *,
        ties: _Ties | None = None,
        strata: Sequence[str] | None = None,
        offset: str | None = None,
        weighted: bool | None = None,
        robust: bool | None = None,
        clock: _Clock | None = None,
        level: float | None = None,
        iterations: int | None = None,
        tolerance: float | None = None,
        threads: int | None = None,
    ) -> Cox: ...
    def cox_answer(self, question: bytes) -> bytes: ...
    def fine_gray(
        self,
        transition: str,
        covariates: Sequence[str | Mapping[str, Any]] | None = None,
        *,
        weighted: bool | None = None,
        clock: _Clock | None = None,
        level: float | None = None,
        iterations: int | None = None,
        tolerance: float | None = None,
        threads: int | None = None,
    ) -> FineGray: ...
    def parametric(
        self,
        transition: str,
        covariates: Sequence[str | Mapping[str, Any]] | None = None,
        *,
        distribution: _Distribution | None = None,
        weighted: bool | None = None,
        clock: _Clock | None = None,
        level: float | None = None,
        iterations: int | None = None,
        tolerance: float | None = None,
        threads: int | None = None,
    ) -> Parametric: ...
    def landmark(
        self,
        time: float,
        *,
        state: str | None = None,
        by: str | None = None,
        se: _StandardError | None = None,
        interval: _Scale | None = None,
        level: float | None = None,
    ) -> AalenJohansen: ...
    def markov_test(self, time: float, state: str) -> dict[str, Any]: ...
    def bootstrap(
        self,
        times: Sequence[float],
        *,
        by: str | None = None,
        start_time: float | None = None,
        start_state: str | None = None,
        start_distribution: Mapping[str, float] | None = None,
        draws: int | None = None,
        seed: int | None = None,
        level: float | None = None,
        threads: int | None = None,
        progress: _Progress | None = None,
    ) -> Table: ...
    def exits(
        self, origin: str | None = None, *, by: str | None = None, level: float | None = None
    ) -> Table: ...
    def to_intervals(self) -> Table: ...
    def to_spells(self) -> Table: ...
    def to_events(self) -> Table: ...
    @property
    def states(self) -> StateSpace: ...
    @property
    def unit(self) -> _Unit | None: ...
    @property
    def last_time(self) -> float: ...
    @property
    def covariates(self) -> list[str]: ...
    @property
    def warnings(self) -> list[str]: ...
    def __len__(self) -> int: ...

@final
class RiskTable:
    def merge(self, other: RiskTable) -> RiskTable: ...
    def aalen_johansen(
        self,
        *,
        by: str | None = None,
        start_time: float | None = None,
        start_state: str | None = None,
        start_distribution: Mapping[str, float] | None = None,
        se: _StandardError | None = None,
        interval: _Scale | None = None,
        level: float | None = None,
    ) -> AalenJohansen: ...
    def _curves(self, options: str) -> AalenJohansen: ...
    def kaplan_meier(
        self,
        origin: str,
        *,
        targets: Sequence[str] | None = None,
        by: str | None = None,
        start_time: float | None = None,
        se: _StandardError | None = None,
        interval: _Scale | None = None,
        level: float | None = None,
    ) -> AalenJohansen: ...
    def cumulative_incidence(
        self,
        origin: str,
        *,
        by: str | None = None,
        start_time: float | None = None,
        se: _StandardError | None = None,
        interval: _Scale | None = None,
        level: float | None = None,
    ) -> AalenJohansen: ...
    def nelson_aalen(
        self,
        *,
        by: str | None = None,
        start_time: float | None = None,
        se: _StandardError | None = None,
        interval: _Scale | None = None,
        level: float | None = None,
    ) -> NelsonAalen: ...
    def update(self, histories: Histories) -> RiskTable: ...
    @property
    def table(self) -> Table: ...
    @property
    def transitions_table(self) -> Table: ...
    @property
    def states(self) -> StateSpace: ...
    @property
    def unit(self) -> _Unit | None: ...
    @property
    def is_weighted(self) -> bool: ...
    @property
    def by(self) -> str | None: ...
    @property
    def transitions(self) -> int: ...
    @property
    def time_count(self) -> int: ...
    @property
    def person_time(self) -> float: ...
    def to_bytes(self) -> bytes: ...
    @staticmethod
    def from_bytes(data: bytes) -> RiskTable: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class AalenJohansen:
    def at(self, times: float | Iterable[float]) -> Table: ...
    def at_with_squares(
        self, times: float | Iterable[float], squares: Iterable[float]
    ) -> Table: ...
    @property
    def table(self) -> Table: ...
    def transition_matrix(self, start: float, stop: float) -> Table: ...
    def covariance(self, times: float | Iterable[float]) -> Table: ...
    def transition_covariance(self, start: float, stop: float) -> Table: ...
    def restricted_mean_time(self, until: float) -> Table: ...
    def quantiles(
        self, quantiles: float | Iterable[float], *, state: str | None = None
    ) -> Table: ...
    def pseudo_values(self, times: float | Iterable[float]) -> Table: ...
    def pseudo_mean_times(self, until: float) -> Table: ...
    def plot(self, ax: Axes | None = None, *, state: str | None = None) -> Axes: ...
    @property
    def states(self) -> StateSpace: ...
    @property
    def unit(self) -> _Unit | None: ...
    @property
    def level(self) -> float: ...
    @property
    def warnings(self) -> list[str]: ...
    def _repr_html_(self) -> str: ...

@final
class NelsonAalen:
    def at(self, times: float | Iterable[float]) -> Table: ...
    @property
    def table(self) -> Table: ...
    @property
    def warnings(self) -> list[str]: ...
    def _repr_html_(self) -> str: ...

@final
class GroupTest:
    @property
    def test(self) -> str: ...
    @property
    def statistic(self) -> float: ...
    @property
    def df(self) -> int: ...
    @property
    def p_value(self) -> float: ...
    @property
    def groups(self) -> Table: ...
    @property
    def table(self) -> Table: ...
    @property
    def covariance(self) -> list[list[float]]: ...
    @property
    def warnings(self) -> list[str]: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Cox:
    @staticmethod
    def of_parts(
        ask: Callable[[bytes], Iterable[bytes | None]],
        **options: Any,
    ) -> Cox: ...
    @property
    def table(self) -> Table: ...
    def tests(self) -> Table: ...
    def covariance(self) -> Table: ...
    def describe(self) -> dict[str, Any]: ...
    def residuals(self, kind: _Residual | None = None) -> Table: ...
    def proportionality(self, transform: _Transform | None = None) -> Table: ...
    def concordance(self) -> Table: ...
    def cumulative_hazard(self, profiles: TableLike | None = None) -> Table: ...
    def state_probabilities(
        self,
        profiles: TableLike | None = None,
        *,
        times: Sequence[float],
        start_state: str,
        start_time: float | None = None,
        interval: _Scale | None = None,
    ) -> Table: ...
    @property
    def warnings(self) -> list[str]: ...
    def _repr_html_(self) -> str: ...

@final
class FineGray:
    @property
    def table(self) -> Table: ...
    def describe(self) -> dict[str, Any]: ...
    def cumulative_incidence(self, profiles: TableLike | None = None) -> Table: ...
    @property
    def warnings(self) -> list[str]: ...
    def _repr_html_(self) -> str: ...

@final
class Parametric:
    @property
    def table(self) -> Table: ...
    def describe(self) -> dict[str, Any]: ...
    def hazards(
        self, profiles: TableLike | None = None, *, times: float | Iterable[float]
    ) -> Table: ...
    @property
    def warnings(self) -> list[str]: ...
    def _repr_html_(self) -> str: ...

@final
class Panel:
    @staticmethod
    def from_table(
        table: TableLike,
        *,
        person: str | None = None,
        time: str | None = None,
        state: str | None = None,
        states: StateSpace | None = None,
    ) -> Panel: ...
    def transition_table(self) -> Table: ...
    def attrition(self) -> Table: ...
    @property
    def states(self) -> StateSpace: ...
    @property
    def waves(self) -> list[float]: ...
    def _repr_html_(self) -> str: ...
    def __len__(self) -> int: ...

@final
class Standard:
    @staticmethod
    def builtin(id: str) -> Standard: ...
    @staticmethod
    def from_json(
        source: DocumentLike, standards: Iterable[Standard | DocumentLike] | None = None
    ) -> Standard: ...
    def beside(self) -> list[dict[str, Any]]: ...
    @staticmethod
    def from_ctdl(
        source: DocumentLike | list[Any], *, credential: str | None = None, id: str | None = None
    ) -> CtdlReading: ...
    def to_ctdl(
        self,
        *,
        ctid: str | None = None,
        base: str | None = None,
        webpage: str | None = None,
        owned_by: str | None = None,
        language: str | None = None,
    ) -> Ctdl: ...
    def assess(self, dossier: Dossier, *, as_of: DayLike) -> Assessment: ...
    def lint(self) -> list[dict[str, Any]]: ...
    @staticmethod
    def lint_document(
        source: DocumentLike, standards: Iterable[Standard | DocumentLike] | None = None
    ) -> list[dict[str, Any]]: ...
    def renewal(self, dossier: Dossier, *, as_of: DayLike) -> Renewal: ...
    def transfer(self, other: Standard, dossier: Dossier, *, as_of: DayLike) -> Transfer: ...
    def assess_many(
        self,
        dossiers: DossiersLike,
        *,
        as_of: DayLike,
        form: Literal["wide", "long"] | None = None,
        on_error: Literal["refuse", "report"] | None = None,
        met_on: bool | None = None,
        threads: int | None = None,
        batch_rows: int | None = None,
    ) -> Table: ...
    def assess_batches(
        self,
        dossiers: DossiersLike,
        *,
        as_of: DayLike,
        form: Literal["wide", "long"] | None = None,
        on_error: Literal["refuse", "report"] | None = None,
        met_on: bool | None = None,
        threads: int | None = None,
        batch_rows: int | None = None,
    ) -> AssessmentBatches: ...
    def summarise(self, dossiers: Iterable[Dossier], *, as_of: DayLike) -> AssessmentSummary: ...
    @property
    def id(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def jurisdiction(self) -> str | None: ...
    @property
    def credential(self) -> str | None: ...
    @property
    def effective_from(self) -> datetime.date | None: ...
    @property
    def effective_until(self) -> datetime.date | None: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Ctdl:
    @property
    def document(self) -> dict[str, Any]: ...
    @property
    def lost(self) -> list[dict[str, Any]]: ...
    @property
    def wanting(self) -> list[dict[str, str]]: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...

@final
class CtdlReading:
    @property
    def standard(self) -> Standard: ...
    @property
    def not_understood(self) -> list[dict[str, str]]: ...
    @property
    def count(self) -> int: ...

@final
class OpenBadgeReading:
    @property
    def credentials(self) -> list[dict[str, Any]]: ...
    @property
    def left_out(self) -> list[dict[str, str]]: ...
    @property
    def notice(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...

@final
class AssessmentBatches:
    def __iter__(self) -> AssessmentBatches: ...
    def __next__(self) -> Table: ...
    def write(self, path: str | os.PathLike[str]) -> int: ...

@final
class Dossier:
    @staticmethod
    def from_json(source: DocumentLike) -> Dossier: ...
    @staticmethod
    def read_json_lines(path: str | os.PathLike[str]) -> list[Dossier]: ...
    @staticmethod
    def credentials_from_open_badge(
        source: DocumentLike | list[Any],
        *,
        achievements: Mapping[str, str],
        issuers: Mapping[str, str] | None = None,
        subject: str | None = None,
        status: _CredentialStatus | None = None,
        read_unverified_jwt: bool | None = None,
    ) -> OpenBadgeReading: ...
    def with_open_badge(
        self,
        source: DocumentLike | list[Any],
        *,
        achievements: Mapping[str, str],
        issuers: Mapping[str, str] | None = None,
        subject: str | None = None,
        status: _CredentialStatus | None = None,
        read_unverified_jwt: bool | None = None,
    ) -> tuple[Dossier, OpenBadgeReading]: ...
    @property
    def person(self) -> str | None: ...
    @property
    def born(self) -> datetime.date | None: ...
    @property
    def complete(self) -> list[str]: ...
    def to_json(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Assessment:
    @property
    def verdict(self) -> _Verdict: ...
    @property
    def person(self) -> str | None: ...
    @property
    def as_of(self) -> datetime.date: ...
    def explain(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    @property
    def unmet(self) -> list[dict[str, Any]]: ...
    @property
    def unknown(self) -> list[dict[str, Any]]: ...
    @property
    def questions(self) -> list[dict[str, Any]]: ...
    @property
    def met_on(self) -> datetime.date | None: ...
    @property
    def met_until(self) -> datetime.date | None: ...
    def next_steps(
        self,
        costs: dict[str, dict[str, Any]] | None = None,
        *,
        action: float | None = None,
        settle: float | None = None,
        waiver: float | None = None,
        day: float | None = None,
        units: dict[str, float] | None = None,
        wait_at_most: str | None = None,
        budget: int | None = None,
    ) -> dict[str, Any]: ...
    def requirement(self, id: str) -> dict[str, Any] | None: ...
    def _repr_html_(self) -> str: ...

@final
class Renewal:
    @property
    def status(self) -> _RenewalStatus: ...
    @property
    def in_good_standing(self) -> bool | None: ...
    @property
    def person(self) -> str | None: ...
    @property
    def as_of(self) -> datetime.date: ...
    @property
    def expires(self) -> datetime.date | None: ...
    @property
    def window_opens(self) -> datetime.date | None: ...
    @property
    def due(self) -> datetime.date | None: ...
    @property
    def grace_until(self) -> datetime.date | None: ...
    @property
    def next_expires(self) -> datetime.date | None: ...
    @property
    def verdict(self) -> _Verdict | None: ...
    @property
    def needed(self) -> list[dict[str, Any]]: ...
    @property
    def changes(self) -> list[dict[str, Any]]: ...
    @property
    def questions(self) -> list[dict[str, Any]]: ...
    def explain(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Comparison:
    @property
    def relation(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def table(self) -> Table: ...
    def explain(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Transfer:
    @property
    def verdict(self) -> _Verdict: ...
    @property
    def items(self) -> list[dict[str, Any]]: ...
    @property
    def routes(self) -> list[dict[str, Any]]: ...
    @property
    def notes(self) -> list[str]: ...
    @property
    def table(self) -> Table: ...
    def explain(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class AssessmentSummary:
    @property
    def standard(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def as_of(self) -> datetime.date: ...
    @property
    def n(self) -> int: ...
    @property
    def met(self) -> int: ...
    @property
    def unmet(self) -> int: ...
    @property
    def unknown(self) -> int: ...
    def requirements(self) -> Table: ...
    def merge(self, other: AssessmentSummary) -> AssessmentSummary: ...
    def to_dict(self) -> dict[str, Any]: ...
    def _repr_html_(self) -> str: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
