"""The taxonomy: issues, the scope gate and the cues of manner, as written by people (specs) and compiled for reading (Taxonomy).

Reading the file is `config/files.py`'s business, deciding about a text is `relevance`, `tagger` and `manner`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from bot.models.registry import Outlet
from bot.news.matcher import EMPTY, Index, Phrases
from bot.news.outlets import OutletNames, name_outlets
from bot.news.phrases import IndexBuilder


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule as a person wrote it: any of `terms` counts if its conditions hold. All other fields may be empty."""

    terms: tuple[str, ...]
    near: tuple[str, ...] = ()  # one of these in the same sentence
    needs: tuple[str, ...] = ()  # one of these anywhere in the item
    also: tuple[str, ...] = ()  # and one of these anywhere in the item
    unless: tuple[str, ...] = ()  # none of these in the same sentence
    without: tuple[str, ...] = ()  # none of these anywhere in the item
    not_after: tuple[str, ...] = ()  # none of these in the few words before
    not_before: tuple[str, ...] = ()  # none of these in the few words after
    where: str = "any"  # title, text or any
    unless_tagged: tuple[str, ...] = ()  # issue ids that must not have fired, or "any"
    say: str = ""  # what the rule means, in plain words; for the gate and the cues
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class IssueSpec:
    """An issue: its id, the name people see, its rules and what only looks like it."""

    id: str
    name: str
    rules: tuple[RuleSpec, ...]
    lookalikes: tuple[str, ...] = ()  # hidden from this issue only


@dataclass(frozen=True, slots=True)
class TaxonomySpec:
    """The whole of `issues.toml`."""

    groups: Mapping[str, tuple[str, ...]]
    issues: tuple[IssueSpec, ...]
    let_in: tuple[RuleSpec, ...]
    keep_out: tuple[RuleSpec, ...]
    cues: Mapping[str, tuple[RuleSpec, ...]]  # by status
    lookalikes: tuple[str, ...] = ()  # hidden from every rule
    unnamed: tuple[str, ...] = ()  # phrases that hide a source
    same: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # words that mean the same beside others


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled RuleSpec. `symbol` and `joint` are those of `terms`: every rule is asked for them at every item."""

    symbol: str
    joint: str
    terms: Phrases
    near: Phrases
    needs: Phrases
    also: Phrases
    unless: Phrases
    without: Phrases
    not_after: Phrases
    not_before: Phrases
    where: str
    unless_tagged: frozenset[str]
    say: str
    weight: float


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue with its compiled rules."""

    id: str
    name: str
    rules: tuple[Rule, ...]
    lookalikes: Phrases


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Everything that `annotate` needs, compiled once; immutable and safe to share."""

    spec: TaxonomySpec
    outlets: tuple[Outlet, ...]
    index: Index
    issues: tuple[Issue, ...]
    let_in: tuple[Rule, ...]
    keep_out: tuple[Rule, ...]
    cues: tuple[tuple[str, tuple[Rule, ...]], ...]  # status and its rules
    unnamed: Phrases
    names: OutletNames

    @property
    def issue_ids(self) -> tuple[str, ...]:
        """The ids of the issues in the order of the file."""
        return tuple(issue.id for issue in self.issues)


def compile_taxonomy(spec: TaxonomySpec, outlets: Iterable[Outlet]) -> Taxonomy:
    """Compile a spec and the outlets' names into one index. Raises PhraseError for a phrase that cannot be read."""
    outlets = tuple(outlets)
    builder = IndexBuilder(spec.same)
    for name, phrases in spec.groups.items():
        builder.add_group(name, phrases, within=spec.groups)
    builder.add_lookalikes(spec.lookalikes)

    def rules(specs: Iterable[RuleSpec]) -> tuple[Rule, ...]:
        return tuple(_compile(each, builder) for each in specs)

    issues = tuple(
        Issue(issue.id, issue.name, rules(issue.rules), builder.add(issue.lookalikes)) for issue in spec.issues
    )
    let_in, keep_out = rules(spec.let_in), rules(spec.keep_out)
    cues = tuple((status, rules(specs)) for status, specs in spec.cues.items())
    unnamed = builder.add(spec.unnamed)
    return Taxonomy(spec, outlets, builder.build(), issues, let_in, keep_out, cues, unnamed, name_outlets(outlets))


def with_terms(taxonomy: Taxonomy, terms: Mapping[str, Iterable[str]]) -> Taxonomy:
    """The taxonomy with more terms per issue id, as a server's moderators add them. Raises PhraseError; KeyError for an unknown issue."""
    extra = {issue: tuple(phrases) for issue, phrases in terms.items()}
    unknown = extra.keys() - set(taxonomy.issue_ids)
    if unknown:
        raise KeyError(min(unknown))
    issues = tuple(
        replace(issue, rules=(*issue.rules, RuleSpec(terms=extra[issue.id]))) if extra.get(issue.id) else issue
        for issue in taxonomy.spec.issues
    )
    return compile_taxonomy(replace(taxonomy.spec, issues=issues), taxonomy.outlets)


def _compile(spec: RuleSpec, builder: IndexBuilder) -> Rule:
    def compiled(phrases: tuple[str, ...]) -> Phrases:
        return builder.add(phrases) if phrases else EMPTY

    terms = compiled(spec.terms)
    return Rule(
        symbol=terms.symbol,
        joint=terms.joint,
        terms=terms,
        near=compiled(spec.near),
        needs=compiled(spec.needs),
        also=compiled(spec.also),
        unless=compiled(spec.unless),
        without=compiled(spec.without),
        not_after=compiled(spec.not_after),
        not_before=compiled(spec.not_before),
        where=spec.where,
        unless_tagged=frozenset(spec.unless_tagged),
        say=spec.say,
        weight=spec.weight,
    )
