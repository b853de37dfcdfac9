"""Together and apart: who is named, contradictions, and the rows that these leave out."""

from __future__ import annotations

from collections import deque
from collections.abc import Set

from essaim.engines.rosters.people.reading import Pair, PersonRead, Reading, Rules
from essaim.engines.rosters.people.rows import RowReader
from essaim.engines.rosters.refusals import Refusal


def settle_pairs(reader: RowReader, rules: Rules) -> Reading:
    """The reading: rows whose pairs cannot hold are refused too, pairs with people left out are dropped."""
    pairs = Pairs(reader, rules)
    refused = dict(reader.refused)
    for check in (pairs.refusals, pairs.contradictions):
        for position, person in enumerate(reader.rows):
            found = check(person)
            if found:
                refused[position] = [*refused.get(position, ()), *found]
    people = tuple(person for position, person in enumerate(reader.rows) if position not in refused)
    taken = {person.key for person in people} | rules.known
    return Reading(
        people=people,
        refused=tuple(refusal for position in sorted(refused) for refusal in refused[position]),
        remarks=tuple(remark for person in people for remark in pairs.left_out(person, taken)),
        together=pairs.among(people, "together", taken),
        apart=pairs.among(people, "apart", taken),
        attributes=reader.attributes,
    )


class Pairs:
    """The pairs that rows declare, once each name is followed to a key."""

    def __init__(self, reader: RowReader, rules: Rules) -> None:
        self._lines = reader.lines
        self._aliases = reader.aliases
        self._known = rules.known
        self._headers = {kind: column[0].header for kind, column in reader.columns.items() if column}
        self._together: dict[str, list[str]] = {}
        for person in reader.rows:
            for other in self.named(person, "together"):
                self._together.setdefault(person.key, []).append(other)
                self._together.setdefault(other, []).append(person.key)

    def key(self, named: str) -> str:
        return named if named in self._lines else self._aliases.get(named, named)

    def named(self, person: PersonRead, kind: str) -> list[str]:
        return [self.key(named) for named in (person.together if kind == "together" else person.apart)]

    def refusals(self, person: PersonRead) -> list[Refusal]:
        """Someone unknown, or oneself, in the wishes of a row."""
        found = []
        for kind in ("together", "apart"):
            for other in self.named(person, kind):
                header = self._headers[kind]
                if other == person.key:
                    found.append(
                        Refusal(
                            f"{kind}-{'with' if kind == 'together' else 'from'}-self",
                            person.line,
                            header,
                            other,
                        )
                    )
                elif other not in self._lines and other not in self._known:
                    found.append(Refusal("person-unknown", person.line, header, other))
        return found

    def contradictions(self, person: PersonRead) -> list[Refusal]:
        """People to sit apart whom wishes, their own or others', bring together, with the chain that does."""
        found = []
        for other in self.named(person, "apart"):
            chain = path(self._together, person.key, other) if other != person.key else []
            if chain:
                more = {"other": other, "chain": " – ".join(chain)}
                found.append(
                    Refusal("together-and-apart", person.line, self._headers["apart"], person.key, more)
                )
        return found

    def left_out(self, person: PersonRead, taken: Set[str]) -> list[Refusal]:
        """The wishes that fall because the person they name is refused."""
        return [
            Refusal("pair-left-out", person.line, self._headers[kind], other)
            for kind in ("together", "apart")
            for other in self.named(person, kind)
            if other not in taken
        ]

    def among(self, people: tuple[PersonRead, ...], kind: str, taken: Set[str]) -> frozenset[Pair]:
        """The pairs among people taken, the smaller key first."""
        return frozenset(
            (min(person.key, other), max(person.key, other))
            for person in people
            for other in self.named(person, kind)
            if other in taken
        )


def path(neighbours: dict[str, list[str]], start: str, end: str) -> list[str]:
    """The shortest chain of together-pairs from one person to another; empty when there is none."""
    if start not in neighbours or end not in neighbours:
        return []
    before: dict[str, str] = {start: ""}
    queue = deque([start])
    while queue and end not in before:
        here = queue.popleft()
        for other in neighbours[here]:
            if other not in before:
                before[other] = here
                queue.append(other)
    chain = [end] if end in before else []
    while chain and chain[-1] != start:
        chain.append(before[chain[-1]])
    return chain[::-1]
