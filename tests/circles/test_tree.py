from __future__ import annotations

import pytest
from django.urls import reverse
from icalendar import Calendar

from cast import plain
from essaim.circles.models import Circle, Seat
from essaim.circles.queries.above import gathering_of, without_a_circle_above
from essaim.circles.queries.sitters import in_charge
from essaim.circles.queries.tree import tree_of
from essaim.communities.models import Availability, Membership, Role
from essaim.core import jobs
from essaim.engines.grouping.problem import Slot
from essaim.notifications.models import Mail
from factories.circles import circles_of, launched
from house.counting import queries_of


@pytest.fixture(autouse=True)
def sunday(time_machine, client):
    time_machine.move_to("2026-11-22T09:00:00Z", tick=False)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"


@pytest.fixture
def friday(cast):
    return cast.slot(4, 12 * 60 + 30)


@pytest.fixture
def three(cast, friday):
    """Three circles, two on Tuesdays and one on Thursdays; the three facilitators can on Fridays too."""
    people = cast.crowd(9, cast.tuesday, cast.thursday, friday, facilitators=3)
    made = launched(
        cast,
        (cast.tuesday, people[:3]),
        (cast.tuesday, people[3:6]),
        (cast.thursday, people[6:]),
    )
    jobs.run_all()
    Mail.objects.all().delete()
    return circles_of(made)


@pytest.fixture
def lead(cast, friday):
    """Leïla offered to look after eight facilitators, on Fridays."""
    who = cast.membership(cast.leila)
    Availability.objects.create(membership=who, slot=friday)
    Membership.objects.filter(pk=who.pk).update(leads=8, availability_known_at=who.created_at)
    who.refresh_from_db()
    return who


def leaders(circles) -> list[str]:
    return [
        str(seat.membership.person)
        for circle in circles
        for seat in circle.seats.filter(part=Seat.Part.FACILITATOR)
    ]


def test_without_facilitators_above_each_circle_is_a_tree_of_its_own(cast, three):
    assert [node.circle for node in tree_of(cast.community)] == three
    assert without_a_circle_above(cast.community).count() == 3


def test_facilitators_are_proposed_a_circle_at_a_slot_free_of_their_own(cast, three, lead):
    found = gathering_of(cast.community)
    slot, who, others = found.proposed
    assert (slot, who) == (Slot(4, 750), lead)
    assert [str(one.person) for one in others] == leaders(three)
    free = {str(one.slot): (len(one.free), len(one.can)) for one in found.slots}
    assert free == {"tue 18:30": (1, 1), "thu 20:00": (2, 2), "fri 12:30": (3, 3)}


def test_they_are_brought_together_with_one_act_and_only_they_are_told(cast, as_, three, lead):
    address = reverse("above-new", args=["en-chemin"])
    page = as_(cast.claire).get(address)
    form = page.context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = as_(cast.claire).post(address, sent)
    made = Circle.objects.get(level=1)
    # No mail leaves in this story: the message to send is what comes next.
    assert answer["Location"] == reverse("circle-message", args=["en-chemin", made.pk])
    assert (made.day, made.minute, made.first_date.isoformat(), made.language) == (4, 750, "2026-12-11", "fr")
    parts = {str(seat.membership.person): seat.part for seat in made.seats.all()}
    assert parts == {"Leïla Haddad": "lead"} | dict.fromkeys(leaders(three), "facilitator")
    assert lead.roles.filter(role=Role.LEAD).exists()
    assert Mail.objects.count() == 4
    mail = Mail.objects.get(to="personne000@exemple.fr")
    assert plain(mail.subject) == f"Votre cercle : {made.name}, le vendredi à 12 h 30"
    assert "leur propre cercle" in mail.text
    event = Calendar.from_ical(bytes(mail.attachments.get().content)).walk("VEVENT")[0]
    assert str(event["organizer"]) == "mailto:leila@exemple.fr"
    assert mail.reply_to == '"Leïla Haddad" <leila@exemple.fr>'


def test_the_tree_goes_from_the_lead_to_the_circles(cast, as_, three, lead):
    test_they_are_brought_together_with_one_act_and_only_they_are_told(cast, as_, three, lead)
    (top,) = tree_of(cast.community)
    assert [sitter.name for sitter in in_charge(top.circle, top.table)] == ["Leïla Haddad"]
    below = {branch.sitter.name: [node.circle for node in branch.below] for branch in top.branches}
    assert below == {"Leïla Haddad": []} | dict(zip(leaders(three), [[one] for one in three], strict=True))
    page = as_(cast.marc).get(reverse("tree", args=["en-chemin"])).content.decode()
    for circle in three:
        assert circle.name in page
    assert "Haddad" not in page
    assert without_a_circle_above(cast.community).count() == 0


@pytest.mark.parametrize("name", ["circles", "tree"])
def test_a_circle_of_facilitators_is_led_by_its_lead_alone_on_every_page(cast, as_, three, lead, name):
    test_they_are_brought_together_with_one_act_and_only_they_are_told(cast, as_, three, lead)
    page = as_(cast.marc).get(reverse(name, args=["en-chemin"])).content.decode()
    assert page.count("accompagné par Leïla") == 1
    assert page.count("animé par") == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"slot": "1-1110"}, "Le mardi à 18 h 30, un autre cercle réunit déjà"),
        ({"people": []}, "Choisissez au moins une personne."),
        ({"lead": ""}, "Choisissez qui accompagne ce cercle."),
        ({"first_date": "2026-12-10"}, "Le prochain jour possible est le vendredi 11 décembre."),
    ],
)
def test_what_cannot_be_is_told_and_what_was_chosen_is_kept(cast, as_, three, lead, changes, sentence):
    address = reverse("above-new", args=["en-chemin"])
    form = as_(cast.claire).get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | changes
    page = as_(cast.claire).post(address, sent)
    assert page.status_code == 422
    assert sentence in page.content.decode().replace("\u202f", " ")
    assert not Circle.objects.filter(level=1).exists()


def test_a_lead_looks_after_no_more_than_they_offered(cast, as_, three, lead):
    Membership.objects.filter(pk=lead.pk).update(leads=1)
    address = reverse("above-new", args=["en-chemin"])
    found = gathering_of(cast.community)
    sent = {
        "slot": "4-750",
        "lead": str(lead.pk),
        "people": [str(who.pk) for who in found.waiting],
        "name": "Les Veilleurs",
        "rhythm_weeks": "4",
        "meetings": "6",
        "minutes": "60",
    }
    page = as_(cast.claire).post(address, sent)
    assert "Leïla Haddad a proposé d’accompagner 1 personne au plus." in page.content.decode()


def test_without_anybody_who_offered_to_lead_the_page_says_whom_to_ask(cast, as_, three):
    page = as_(cast.claire).get(reverse("above-new", args=["en-chemin"])).content.decode()
    assert "Personne n’a encore proposé d’accompagner" in page
    assert as_(cast.marc).get(reverse("above-new", args=["en-chemin"])).status_code == 403


def test_of_more_than_twelve_those_of_the_best_slot_are_proposed_first(cast, friday, lead):
    saturday = cast.slot(5, 600)
    people = cast.crowd(40, cast.tuesday, friday, facilitators=14)
    tables = [(cast.tuesday, [people[n], people[14 + n]]) for n in range(14)]
    launched(cast, *tables)
    slot, who, others = gathering_of(cast.community).proposed
    assert (slot, who, len(others)) == (friday.slot, lead, 8)
    assert saturday.slot != slot


def test_the_tree_asks_as_many_queries_for_three_circles_as_for_thirty(cast, as_):
    people = cast.crowd(99, cast.tuesday, facilitators=33)
    browse, address = as_(cast.claire), reverse("tree", args=["en-chemin"])
    launched(cast, *[(cast.tuesday, people[3 * n : 3 * n + 3]) for n in range(3)])
    few = queries_of(browse, address)
    launched(cast, *[(cast.tuesday, people[3 * n : 3 * n + 3]) for n in range(3, 33)])
    assert queries_of(browse, address) == few
    assert few <= 8


def test_where_mail_leaves_the_circle_itself_comes_next(cast, as_, three, lead, settings):
    settings.MAIL_URL, settings.BASE_URL = "smtp://mail.example", "https://essaim.example"
    address = reverse("above-new", args=["en-chemin"])
    pilot = as_(cast.claire)
    form = pilot.get(address).context["form"]
    answer = pilot.post(address, {name: form[name].value() or "" for name in form.fields})
    made = Circle.objects.get(level=1)
    assert answer["Location"] == reverse("circle", args=["en-chemin", made.pk])
