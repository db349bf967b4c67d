"""What happens in an item: ratify, walk out, resume talks ... read from words that stand near each other.

A table of moves and one pass over the words. Which moves exclude each other is in `bot/news/story_score.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.news.story_words import stem, stems


class Move(StrEnum):
    """A step of a dispute, or of a law about it. In order of weight: where an item names several, the first counts as its own."""

    SIGN_LAW = "sign_law"
    PASS_LAW = "pass_law"  # noqa: S105  no password
    PROPOSE_LAW = "propose_law"
    SUE = "sue"
    AUTHORIZE = "authorize"
    SEEK_AUTHORITY = "seek_authority"
    RATIFY = "ratify"
    REJECT_DEAL = "reject_deal"
    BOARD_VOTE = "board_vote"
    DETAILS = "details"
    SETTLE = "settle"
    STRIKE_END = "strike_end"
    EXTEND = "extend"
    STRIKE_START = "strike_start"
    BREAK_OFF = "break_off"
    RESUME = "resume"
    BEGIN_TALKS = "begin_talks"
    PUBLISH = "publish"
    COUNTER = "counter"
    ANSWER = "answer"
    OFFER = "offer"
    DEMAND = "demand"
    WIN_UNION = "win_union"
    SEEK_UNION = "seek_union"
    EXEMPT = "exempt"
    GUIDE = "guide"
    CONDEMN = "condemn"
    RALLY = "rally"
    COST = "cost"
    EXPIRE = "expire"
    REMARK = "remark"
    MEET = "meet"


@dataclass(frozen=True, slots=True)
class _Rule:
    """`words` with one of `near` at most `reach` words away (no `near`: alone), and none of `unless` that near.

    `ahead`: `near` must follow the word. Nothing counts right after a word that makes it background or a mere possibility.
    """

    move: Move
    words: frozenset[str]
    near: frozenset[str]
    reach: int
    unless: frozenset[str]
    ahead: bool


_DEAL = "deal contract agreement pact accord terms mba"
_STRIKE = "strike strikes"
_TALKS = "talks negotiations negotiating bargaining table discussions"
_BACKGROUND = stems(
    "after since before until if unless could would might may must without fail failed unable avert averted averting possible "
    "potential threat threatened looming once during amid whether no not never"
)
_LOOK_BACK = 3  # words


def _rule(move: Move, words: str, near: str = "", *, reach: int = 6, unless: str = "", ahead: bool = False) -> _Rule:
    return _Rule(move, frozenset(words.split()), stems(near), reach, stems(unless), ahead)


_RULES = (
    _rule(
        Move.SIGN_LAW,
        "signs signed signing enacts enacted",
        "bill bills law laws legislation act governor gov newsom hochul",
        reach=8,
        unless="track expected heads awaits awaiting desk urge urges",
    ),
    _rule(
        Move.PASS_LAW,
        "passes passed passing approves clears",
        "senate assembly house bill legislation legislature lawmakers",
        reach=6,
    ),
    _rule(
        Move.PROPOSE_LAW,
        "introduce introduces introduced reintroduce reintroduces reintroduced proposes unveil backs",
        "bill legislation act",
        reach=6,
    ),
    _rule(
        Move.SUE,
        "sues sued suing lawsuit charge charges complaint accuse accuses",
        "nlrb court lawsuit unfair board infringement federal",
        reach=8,
    ),
    _rule(
        Move.AUTHORIZE,
        "authorize authorise authorizes authorises authorized authorised authorizing authorization authorisation",
        "strike",
        reach=5,
        unless="seek seeking ask asks call calls calling request urge urges upcoming will set sets schedules opens",
    ),
    _rule(Move.AUTHORIZE, "ballot balloted voted vote votes", "refuse industrial action", reach=7),
    _rule(Move.AUTHORIZE, "approve approves", "strike", reach=2, unless="contract deal agreement"),
    _rule(
        Move.SEEK_AUTHORITY,
        "authorize authorise authorization authorisation",
        "seek seeking ask asks call calls calling request urge urges will set sets schedules opens",
        reach=6,
    ),
    _rule(Move.SEEK_AUTHORITY, "opens opened open", "ballot", reach=3, ahead=True),
    _rule(
        Move.RATIFY,
        "ratify ratified ratifies ratifying",
        unless="before until if once would could must pending committee subject sent send submit recommend",
    ),
    _rule(
        Move.RATIFY,
        "approve approved approves vote voted backs backed accept accepts accepted",
        _DEAL,
        reach=7,
        unless="committee board negotiators negotiating council recommend tentative interim will would",
    ),
    _rule(Move.REJECT_DEAL, "reject rejects rejected", "contract deal agreement", reach=5, unless="members-only"),
    _rule(
        Move.BOARD_VOTE,
        "board council",
        "approve approves approved approval vote votes voted recommend recommends",
        reach=5,
        unless="committee negotiators",
    ),
    _rule(Move.SETTLE, "tentative preliminary provisional", _DEAL, reach=3),
    _rule(
        Move.SETTLE,
        "reach reaches reached clinch clinches clinching struck",
        "deal agreement contract accord pact",
        reach=3,
        unless="no failed fail fails without unable until if not",
    ),
    _rule(
        Move.SETTLE,
        "agree agrees agreed agreeing",
        "contract deal agreement pact",
        reach=5,
        unless="must unable not talks keep extend",
    ),
    _rule(Move.SETTLE, "committee negotiators", "approve approves approved deal thumbs", reach=5),
    _rule(Move.SETTLE, "come comes came", "terms", reach=2, ahead=True),
    _rule(Move.SETTLE, "strike strikes", "deal accord", reach=2, ahead=True),
    _rule(Move.AUTHORIZE, "vote votes voted", "strike", reach=2, ahead=True),
    _rule(Move.DEMAND, "pattern", "demands", reach=2),
    _rule(Move.CONDEMN, "condemn condemns condemned denounce denounces denounced criticizes criticises slams blasts"),
    _rule(
        Move.STRIKE_END,
        "end ends ended ending suspend suspends suspended lifted lift lifts terminate",
        _STRIKE,
        reach=4,
    ),
    _rule(Move.STRIKE_END, "calls called", "off", reach=1, ahead=True),
    _rule(Move.STRIKE_END, "over", "is finally officially now are", reach=1, unless="on"),
    _rule(
        Move.DETAILS,
        "details summary summarizes takeaways released releases discloses disclosed reveals explained breakdown inside",
        _DEAL,
        reach=5,
        unless="without no not",
    ),
    _rule(Move.EXTEND, "keep keeps", "bargaining talking negotiating", reach=1, ahead=True),
    _rule(Move.EXTEND, "extend extends extended extending extension", _DEAL + " talks deadline negotiations", reach=5),
    _rule(
        Move.BREAK_OFF,
        "break breaks broke broken collapse collapsed collapses stall stalled stalling suspend suspended fall fell halt halted",
        _TALKS,
        reach=5,
    ),
    _rule(
        Move.STRIKE_START,
        "begin begins began begun call calls called commence commences start starts started launch launches initiated "
        "announce announces announced outset",
        _STRIKE,
        reach=3,
        unless="off end ends ended ending over why what authorization authorize guidelines fund",
    ),
    _rule(
        Move.STRIKE_START,
        "go goes going went join joins joining joined are is officially",
        _STRIKE,
        reach=3,
        ahead=True,
        unless="end ends ended ending over while those why what",
    ),
    _rule(Move.STRIKE_START, "walk walked walks walkout", "job out off", reach=2),
    _rule(Move.STRIKE_START, "striking", "against officially are", reach=2),
    _rule(Move.RESUME, "resume resumes resumed resuming return returns returning restart back", _TALKS, reach=4),
    _rule(
        Move.BEGIN_TALKS,
        "begin begins began start starts started open opens kick scheduled set meet meets meeting expected schedule date",
        _TALKS,
        reach=5,
        unless="resume",
    ),
    _rule(Move.COUNTER, "counterproposal counterproposals countered counters"),
    _rule(
        Move.PUBLISH,
        "publish publishes published publishing public releases released",
        "offer package proposal proposals counteroffer",
        reach=6,
    ),
    _rule(
        Move.ANSWER, "offer proposal proposals counteroffer package", "enough lacking inadequate insufficient", reach=7
    ),
    _rule(
        Move.OFFER,
        "offer offers offered counteroffer proposal proposals proposes",
        "amptp studios studio producers companies alliance",
        reach=8,
    ),
    _rule(
        Move.ANSWER,
        "respond responds responded response reject rejects rejected blast blasts blasted slams slammed labels rebuffs",
        "offer proposal proposals counteroffer studios amptp",
        reach=8,
    ),
    _rule(
        Move.DEMAND,
        "demands demand priorities pattern ask asks seek seeks",
        "new bargaining negotiating introduces introduced table unveils health",
        reach=4,
    ),
    _rule(
        Move.WIN_UNION,
        "unionize unionise unionization unionisation union",
        "unanimously unanimous won win wins victory",
        reach=6,
    ),
    _rule(
        Move.WIN_UNION,
        "unionize unionise unionizing unionising",
        "vote voted votes",
        reach=5,
        unless="file filed election will petition",
    ),
    _rule(
        Move.SEEK_UNION,
        "unionize unionise unionization unionisation",
        "file filed files filing petition election efforts push move seek seeking campaign want hope workers employees",
        reach=7,
    ),
    _rule(Move.SEEK_UNION, "petition file filed files filing", "union election nlrb", reach=6),
    _rule(
        Move.EXEMPT,
        "waiver waivers interim exemption exemptions",
        "agreement agreements granted independent sag-aftra union productions strike",
        reach=6,
    ),
    _rule(Move.GUIDE, "guidelines protocols protocol guidance rules white-paper"),
    _rule(Move.RALLY, "rally rallies rallied march marched picket pickets picketing picketed", unless="line lines"),
    _rule(Move.COST, "cost costs costing impact hit toll losses", "economy economic billion jobs", reach=6),
    _rule(
        Move.EXPIRE,
        "expire expires expired expiring expiration",
        "contract deal agreement",
        reach=6,
        unless="extended extend",
    ),
    _rule(
        Move.REMARK, "calls called describes described labels labelled says said tells told members", "meeting", reach=7
    ),
    _rule(Move.MEET, "meet meets met meeting sat", "chiefs executives ceos leaders bosses heads", reach=7),
)
_BY_WORD: dict[str, list[_Rule]] = {}
for _each in _RULES:
    for _word in _each.words:
        _BY_WORD.setdefault(_word, []).append(_each)
_RANK = {move: rank for rank, move in enumerate(Move)}


def moves(words: Sequence[str]) -> tuple[Move, ...]:
    """The moves that the words of a title or text tell, weightiest first, each once."""
    roots = ["" if word == "NO" else stem(word) for word in words]  # the NO FAKES Act denies nothing
    lowered = [word.lower().replace("’", "'").removesuffix("'s") for word in words]
    found: set[Move] = set()
    for at, word in enumerate(lowered):
        for rule in _BY_WORD.get(word, ()):
            if rule.move in found or not _BACKGROUND.isdisjoint(roots[max(0, at - _LOOK_BACK) : at]):
                continue
            following = roots[at + 1 : at + 1 + rule.reach]
            around = {*roots[max(0, at - rule.reach) : at], *following}
            near = following if rule.ahead else around
            if (not rule.near or not rule.near.isdisjoint(near)) and rule.unless.isdisjoint(around):
                found.add(rule.move)
    return tuple(sorted(found, key=_RANK.__getitem__))
