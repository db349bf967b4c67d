"""Who a text has its news from, in phrasings of our own: outlets named as origin count, others do not."""

import pytest

from bot.models.news import Item
from bot.news.annotate import annotate

PHRASINGS = [
    # one outlet
    ("The studios made a new offer, according to Variety.", ["Variety"]),
    ("According to The Hollywood Reporter, talks resume Monday.", ["The Hollywood Reporter"]),
    ("According to THR, talks resume Monday.", ["The Hollywood Reporter"]),
    ("A deal is near, Deadline reports.", ["Deadline"]),
    ("A deal is near, Deadline reported on Sunday.", ["Deadline"]),
    ("Deadline first reported the meeting.", ["Deadline"]),
    ("Deadline was first to report the meeting.", ["Deadline"]),
    ("The news was first reported by Deadline.", ["Deadline"]),
    ("As first reported by TheWrap, the vote closes Tuesday.", ["TheWrap"]),
    ("As reported by The Wrap, the vote closes Tuesday.", ["TheWrap"]),
    ("TheWrap has learned that the sides met twice.", ["TheWrap"]),
    ("Bloomberg has learned that the sides met twice.", ["Bloomberg"]),
    ("IndieWire has confirmed the date.", ["IndieWire"]),
    ("The leader told Variety that the room was calm.", ["Variety"]),
    ("“We are ready,” she told the Los Angeles Times.", ["Los Angeles Times"]),
    ("He tells the LA Times the offer is thin.", ["Los Angeles Times"]),
    ("A captain told the L.A. Times that morale is high.", ["Los Angeles Times"]),
    ("Per Deadline, the vote opens Friday.", ["Deadline"]),
    ("The vote opens Friday, per Variety.", ["Variety"]),
    ("The sides will meet again (via Deadline).", ["Deadline"]),
    ("Via Variety: the sides will meet again.", ["Variety"]),
    ("A report from Bloomberg puts the cost in the billions.", ["Bloomberg"]),
    ("A Reuters report puts the cost in the billions.", ["Reuters"]),
    ("Reuters reported that crews are short of work.", ["Reuters"]),
    ("LOS ANGELES (AP) — Writers marched on Tuesday.", ["Associated Press"]),
    ("NEW YORK (Reuters) - Actors marched on Tuesday.", ["Reuters"]),
    ("The Associated Press reported the result.", ["Associated Press"]),
    ("In an interview with CNN, the negotiator was hopeful.", ["CNN"]),
    ("Speaking to the BBC, the performer backed the ballot.", ["BBC News"]),
    ("Speaking with NPR, the writer described the room.", ["NPR"]),
    ("The New York Times reported that chiefs joined the call.", ["The New York Times"]),
    ("The plan was described in a report in The New York Times.", ["The New York Times"]),
    ("The Wall Street Journal reports a split among studios.", ["The Wall Street Journal"]),
    ("The WSJ reports a split among studios.", ["The Wall Street Journal"]),
    ("The chief told CNBC that demands were too high.", ["CNBC"]),
    ("The losses reach five billion, the Financial Times estimates.", ["Financial Times"]),
    ("Economists quoted by the Financial Times see a slow recovery.", ["Financial Times"]),
    ("This story was originally published by Vulture.", ["Vulture"]),
    ("This article first appeared in Rolling Stone.", ["Rolling Stone"]),
    ("Puck reports that two chiefs want a deal.", ["Puck"]),
    ("The Ankler's sources expect a quick vote.", ["The Ankler"]),
    ("Variety's report lists nine demands.", ["Variety"]),
    ("Deadline's story lists nine demands.", ["Deadline"]),
    ("The memo was obtained by Variety.", ["Variety"]),
    ("The letter, seen by Bloomberg, asks for patience.", ["Bloomberg"]),
    ("The letter, reviewed by The New York Times, asks for patience.", ["The New York Times"]),
    ("Source: Deadline", ["Deadline"]),
    ("The offer has grown, Bloomberg News reported.", ["Bloomberg"]),
    ("The union confirmed to Variety that talks go on.", ["Variety"]),
    ("In a statement to Deadline, the guild said it would wait.", ["Deadline"]),
    ("The spokesperson said in a statement to Screen Daily that talks go on.", ["Screen Daily"]),
    ("Axios reports that lawmakers may step in.", ["Axios"]),
    ("Semafor reported a rift.", ["Semafor"]),
    ("Politico writes that the governor called both sides.", ["Politico"]),
    ("LAist reported on the food drive.", ["LAist"]),
    ("Playback reports that the mandate passed.", ["Playback"]),
    ("Cartoon Brew reported the layoffs vote.", ["Cartoon Brew"]),
    ("The actor told People that she will march.", ["People"]),
    ("Citing Variety, the paper says talks stalled.", ["Variety"]),
    # several hops, in order
    (
        "According to C21, citing Bloomberg and Variety, the offer covers three issues.",
        ["C21Media", "Bloomberg", "Variety"],
    ),
    ("Bloomberg and Variety reported parts of the offer.", ["Bloomberg", "Variety"]),
    ("The offer was reported by Bloomberg, Variety and Deadline.", ["Bloomberg", "Variety", "Deadline"]),
    ("According to a report from Bloomberg, and reported by Variety, data is included.", ["Bloomberg", "Variety"]),
    ("Deadline and The Hollywood Reporter report a new date.", ["Deadline", "The Hollywood Reporter"]),
    ("Reuters, citing the Los Angeles Times, said the talks resume.", ["Reuters", "Los Angeles Times"]),
    ("The guild told Variety one thing and told Deadline another.", ["Variety", "Deadline"]),
    # named, but not as origin
    ("A variety of issues remain before the deadline.", []),
    ("The Deadline for ballots is Friday.", []),
    ("Members have until the strike deadline to report to picket captains.", []),
    ("CNN and CBS News are owned by parties to the talks.", []),
    ("CBS News staff will not be affected.", []),
    ("NBC News and its writers reached a contract.", []),
    ("People reported to the gates at dawn.", []),
    ("People say the offer is thin.", []),
    ("Time reports are due on Friday.", []),
    ("Fortune favours the patient negotiator.", []),
    ("The vice president spoke to members.", []),
    ("Bloomberg Terminal users saw the price fall.", []),
    ("Variety shows will go dark first.", []),
    ("The Guardian of the fund resigned.", []),
    ("The AP style guide has an entry on strikes.", []),
    ("A Rolling Stone song played on the picket line.", []),
    ("A strike at the Los Angeles Times ended.", []),
    ("The New York Times Guild supports the writers.", []),
    ("The guild said in a statement that members ratified the contract.", []),
    ("The WGA told members that talks resume.", []),
    ("Netflix reported higher earnings.", []),
    ("SAG-AFTRA reported that the vote passed.", []),
    ("The Writers Guild said so, according to the AMPTP.", []),
    # scenes and marks, and outlets in other parts
    ("Variety got hold of the memo on Tuesday.", ["Variety"]),
    ("Writing in The Guardian, the actor called the offer thin.", ["The Guardian"]),
    ("Sources tell Bloomberg the gap is closing.", ["Bloomberg"]),
    ("Sources told us the gap is closing.", []),
    ("Deadline says the two teams will meet Thursday.", ["Deadline"]),
    ("An exclusive in The Hollywood Reporter laid out the plan.", ["The Hollywood Reporter"]),
    ("The plan was laid out in The Hollywood Reporter.", ["The Hollywood Reporter"]),
    ("He made the remarks to Deadline on the picket line.", ["Deadline"]),
    ("The chief spoke with Variety on Monday.", ["Variety"]),
    ("In an op-ed for The New York Times, the writer defends the walkout.", ["The New York Times"]),
    ("In a column for the Los Angeles Times, a writer defends the walkout.", ["Los Angeles Times"]),
    ("Picked up by Variety from Bloomberg, the report says talks go on.", ["Variety", "Bloomberg"]),
    ("The figures were compiled by Bloomberg.", ["Bloomberg"]),
    ("Reuters cited two people with knowledge of the talks.", ["Reuters"]),
    ("It comes after Deadline broke news of the offer.", ["Deadline"]),
    ("The strike hit Netflix, Disney and Amazon hardest.", []),
    ("Deadline day nears for writers.", []),
    ("The deadline is Monday, says the guild.", []),
    ("Variety shows are hit by the walkout.", []),
    ("A variety of unions joined the march.", []),
    ("Members of CNN's staff guild met managers.", []),
    ("The union has sued the Los Angeles Times.", []),
    ("NBC News staff ratified a contract with the guild.", []),
    ("The Washington Post's editors joined the guild.", []),
    ("Time is running out for studios and writers.", []),
    ("People on both sides expect a deal.", []),
    ("The story was first told by Puck.", ["Puck"]),
    ("Puck was first with the news of the split.", ["Puck"]),
    ("The news comes from Semafor, which saw the draft.", ["Semafor"]),
    ("Axios was the first to report the hire.", ["Axios"]),
    ("Citing people close to the matter, the Wall Street Journal said a vote is due.", ["The Wall Street Journal"]),
    ("“It hurts,” an editor says to The Verge.", ["The Verge"]),
    ("As Vulture put it, nobody knows what a hit is.", ["Vulture"]),
    ("Vulture's timeline of the strike has the details.", ["Vulture"]),
    ("TheWrap's Jane Roe reports that the room was calm.", ["TheWrap"]),
    ("Talks broke down, CNBC's Jane Roe reported.", ["CNBC"]),
]


def score(taxonomy):
    right = wrong = missed = 0
    errors = []
    for text, wanted in PHRASINGS:
        said = list(annotate(Item("1", "", "", "", text, None), taxonomy).attributed_to)
        right += len(set(said) & set(wanted))
        wrong += len(set(said) - set(wanted))
        missed += len(set(wanted) - set(said))
        if said != wanted:
            errors.append((text, wanted, said))
    return 2 * right / (2 * right + wrong + missed), errors


def test_phrasings_are_read_with_f1_of_at_least_95_percent(taxonomy):
    f1, errors = score(taxonomy)
    assert len(PHRASINGS) >= 80
    assert f1 >= 0.95, errors


@pytest.mark.parametrize("text", [text for text, wanted in PHRASINGS if len(wanted) > 1])
def test_every_hop_is_kept_in_order(text, taxonomy):
    assert list(annotate(Item("1", "", "", "", text, None), taxonomy).attributed_to) == dict(PHRASINGS)[text]


def test_own_outlet_is_no_attribution(taxonomy):
    text = "TheWrap has learned that talks resume; Variety reported the date."
    item = Item("1", "TheWrap", "https://www.thewrap.com/1", "", text, None)
    assert annotate(item, taxonomy).attributed_to == ("Variety",)


def test_outlet_at_the_end_of_a_syndicated_headline_counts(taxonomy):
    item = Item("1", "", "", "Writers march in the rain - Reuters", "", None)
    assert annotate(item, taxonomy).attributed_to == ("Reuters",)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("THR", "hollywood-reporter"),
        ("deadline.com", "deadline"),
        ("the hollywood reporter", "hollywood-reporter"),
        ("L.A. Times", "la-times"),
    ],
)
def test_names_and_hosts_lead_to_the_registry(name, key, taxonomy):
    assert taxonomy.names.find(name).key == key


@pytest.mark.parametrize(
    "url", ["", "not a url", "http://[::1", "https://example.com/deadline.com", "https://notdeadline.com/"]
)
def test_other_addresses_lead_nowhere(url, taxonomy):
    assert taxonomy.names.at(url) is None
