"""The matrix of votes: what it holds, what it refuses."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as some

from essaim.engines.opinions import OpinionsRefused, Tally, Votes


def test_the_last_vote_of_a_person_on_a_statement_counts():
    votes = Votes.of([("ana", "s1", 1), ("bo", "s1", 0), ("ana", "s1", -1), ("bo", "s2", 1)], people=["cy"])
    assert votes.people == ("cy", "ana", "bo")
    assert votes.statements == ("s1", "s2")
    assert votes.values == ((None, None), (-1, None), (0, 1))
    assert votes.voters == 2
    assert votes.tallies() == {"s1": Tally(disagree=1, passed=1), "s2": Tally(agree=1)}


def test_a_statement_nobody_spoke_of_is_kept_where_it_is_named():
    assert Votes.of([], statements=[7, 8]).tallies() == {7: Tally(), 8: Tally()}
    assert Votes.of([]).tallies() == {}


def test_groups_share_the_matrix_among_them():
    votes = Votes.of([(1, "s", 1), (2, "s", -1), (3, "s", 0), (4, "s", 1)])
    groups = votes.by_group({3: "north", 1: "south", 4: "south"})
    assert {group: inside.people for group, inside in groups.items()} == {"south": (1, 4), "north": (3,)}
    assert votes.only([4, 2, 99]).people == (2, 4)


@pytest.mark.parametrize(
    ("people", "statements", "values", "sentence"),
    [
        (("a", "a"), ("s",), ((1,), (1,)), "The person 'a' is named twice"),
        (("a",), ("s", "s"), ((1, 1),), "The statement 's' is named twice"),
        (("a", "b"), ("s",), ((1,),), "There are 2 people and 1 rows"),
        (("a",), ("s", "t"), ((1,),), "The row of 'a' has 1 cells for 2 statements"),
        (("a",), ("s",), ((2,),), "The vote of 'a' on 's' is 2: it can only be 1"),
        (("a",), ("s",), (("agree",),), "The vote of 'a' on 's' is 'agree'"),
        (("a",), ("s",), ((True,),), "The vote of 'a' on 's' is True"),
        (("a",), ("s",), ((0.5,),), "The vote of 'a' on 's' is 0.5"),
    ],
)
def test_what_is_no_matrix_is_refused_in_a_sentence(people, statements, values, sentence):
    with pytest.raises(OpinionsRefused, match=sentence.replace("(", r"\(")):
        Votes(people, statements, values)


def test_triples_and_counts_are_refused_alike():
    with pytest.raises(OpinionsRefused, match="The vote of 'ana' on 's1' is None"):
        Votes.of([("ana", "s1", None)])
    with pytest.raises(OpinionsRefused, match=r"The person \[1\] is neither a text nor a whole number"):
        Votes.of([([1], "s1", 1)])
    with pytest.raises(OpinionsRefused, match="The statement None is neither"):
        Votes(("ana",), (None,), ((1,),))
    with pytest.raises(OpinionsRefused, match="-1 people cannot agree"):
        Tally(agree=-1)
    assert issubclass(OpinionsRefused, ValueError)


@given(some.lists(some.tuples(some.integers(0, 5), some.integers(0, 4), some.sampled_from([1, 0, -1]))))
def test_counts_are_those_of_a_dictionary(said):
    last = {(person, statement): vote for person, statement, vote in said}
    for statement, tally in Votes.of(said).tallies().items():
        of = [vote for (_, about), vote in last.items() if about == statement]
        assert (tally.agree, tally.passed, tally.disagree) == (of.count(1), of.count(0), of.count(-1))
        assert tally.voices == len(of)


def test_importing_the_engine_loads_no_numeric_package():
    """In a process of its own: other tests of this one load them."""
    code = (
        "import sys\n"
        "from essaim.engines import opinions\n"
        "votes = opinions.Votes.of([(n, 's', 1) for n in range(9)])\n"
        "opinions.lists(votes), opinions.bridging(votes, {}), opinions.similar(['une idée'], 'une idée')\n"
        "print([name for name in ('numpy', 'numba', 'scipy', 'django') if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
