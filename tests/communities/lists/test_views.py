"""Claire pastes forty lines on a Tuesday evening, then chooses a file, then everything that is no list."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from essaim.communities.actions.lists import bring
from essaim.communities.models import Membership, PeopleList
from essaim.communities.refusals import SENTENCES, sentence
from essaim.core import jobs
from essaim.engines.rosters.refusals import REFUSALS, arguments

NEW = "/c/en-chemin/lists/new/"


@pytest.fixture
def claire(cast, as_):
    Membership.objects.filter(person=cast.claire).update(languages=["fr"])
    cast.claire.language = "en"
    cast.claire.save()
    return as_(cast.claire)


def paste(browser, text: str):
    return browser.post(NEW, {"lines": text}, follow=True)


def upload(browser, name: str, content: bytes):
    return browser.post(NEW, {"lines": "", "file": SimpleUploadedFile(name, content)}, follow=True)


def test_forty_pasted_lines_come_in_after_one_look(claire, cast):
    lines = "\n".join(f"Prénom{n} Nom{n} <personne{n}@exemple.fr>" for n in range(40))
    page = paste(claire, lines)
    assert "40 people can come in" in page.content.decode()
    people_list = PeopleList.objects.get()
    done = claire.post(reverse("list-confirmation", args=["en-chemin", people_list.pk]), follow=True)
    assert "40 people came in" in done.content.decode()
    assert Membership.objects.filter(community=cast.community, arrival="imported").count() == 40


def test_a_workbook_with_a_survey_grid_is_read(claire):
    book = Workbook()
    book.active.append(["Adresse e-mail", "Disponibilités [Mardi 18h30]", "Disponibilités [Jeudi 20h]"])
    book.active.append(["anne@exemple.fr", "Oui", "Non"])
    book.active.append(["bruno@exemple.fr", "peut-être", "Oui"])
    stream = io.BytesIO()
    book.save(stream)
    page = upload(claire, "réponses.xlsx", stream.getvalue()).content.decode()
    assert "Reading the list" in page
    jobs.run_all()
    page = claire.get(reverse("list", args=["en-chemin", PeopleList.objects.get().pk])).content.decode()
    assert "1 person can come in" in page
    assert "“peut-être” is neither yes, no nor preferred." in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("liste.pdf", b"%PDF-1.7\n%...", "This is a PDF document, not a list."),
        ("photo.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "This is a picture, not a list."),
        ("vide.csv", b"", "There is nothing to read here."),
        ("large.csv", b",".join(b"c%d" % n for n in range(10_000)) + b"\n", "The list has 10000 columns"),
        ("entêtes.csv", b"email;nom\n", "There is a line of headers, and nobody below it."),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do_and_nothing_is_kept(claire, name, content, said):
    page = upload(claire, name, content)
    assert page.status_code == 422
    assert said in page.content.decode()
    assert not PeopleList.objects.exists()


def test_a_zip_bomb_in_a_workbook_is_refused_before_it_is_opened(claire):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(250_000_000))
    assert "Reading the list" in upload(claire, "bombe.xlsx", stream.getvalue()).content.decode()
    jobs.run_all()
    bomb = PeopleList.objects.get()
    page = claire.get(reverse("list", args=["en-chemin", bomb.pk])).content.decode()
    assert "which no list of people needs" in page
    assert (bomb.state, bytes(bomb.content)) == (PeopleList.State.FAILED, b"")


def test_a_hundred_megabytes_are_refused_unread(claire):
    page = upload(claire, "énorme.csv", bytes(100_000_000))
    assert page.status_code == 422
    assert "The file weighs 100 MB; at most 40 MB can be read." in page.content.decode()


def test_lines_pasted_stay_on_the_page_when_something_is_wrong(claire):
    page = claire.post(NEW, {"lines": "nom\nAnne", "file": SimpleUploadedFile("a.csv", b"email\na@b.fr")})
    assert page.status_code == 422
    assert "keep one of the two" in page.content.decode()
    assert "nom\nAnne</textarea>" in page.content.decode()


def test_without_a_column_of_addresses_the_page_asks_which_one(claire):
    page = paste(claire, "nom;ville\nAnne;Lyon\nBruno;Lille").content.decode()
    assert "This list needs one thing from you" in page
    assert "No column holds e-mail addresses." in page


def test_a_column_that_says_no_slot_is_asked_for_one_and_25h_is_refused(claire, cast):
    people_list = bring(
        actor=cast.claire,
        community=cast.community,
        name="x",
        content=b"email,Creneau A\na@exemple.fr,oui\nb@exemple.fr,non\n",
    )
    address = reverse("list-mapping", args=["en-chemin", people_list.pk])
    said = {"role_0": "email", "detail_0": "", "role_1": "slot", "detail_1": "mardi 25h"}
    page = claire.post(address, said)
    assert page.status_code == 422
    assert "“mardi 25h” has a time that no clock shows." in page.content.decode()
    claire.post(address, said | {"detail_1": "mardi 18h30"})
    people_list.refresh_from_db()
    assert people_list.checked["columns"][1]["detail"] == "tue 18:30"


def test_the_report_is_a_file_a_spreadsheet_opens_and_formulas_are_neutral(claire, cast):
    people_list = bring(
        actor=cast.claire,
        community=cast.community,
        name="x",
        content=b'email;name\na@exemple.fr;Anne\n"=HYPERLINK(""http://x"")";Eve\n',
    )
    claire.post(reverse("list-confirmation", args=["en-chemin", people_list.pk]))
    report = claire.get(reverse("list-report", args=["en-chemin", people_list.pk]))
    lines = b"".join(report.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "line;address or value;outcome;column;reason"
    assert lines[1] == "2;a@exemple.fr;added;;"
    assert lines[2].startswith("3;\"'=HYPERLINK")


@pytest.mark.parametrize("lists", [1, 30])
def test_the_lists_take_the_same_queries_whatever_their_number(
    claire, cast, lists, django_assert_max_num_queries
):
    for number in range(lists):
        PeopleList.objects.create(
            community=cast.community, by=cast.claire, name=f"liste {number}", content=b"", state="done"
        )
    with django_assert_max_num_queries(8):
        assert claire.get(reverse("lists", args=["en-chemin"])).status_code == 200


def test_every_refusal_of_the_engine_has_its_sentence_with_the_same_arguments():
    assert [code for code in REFUSALS if code not in SENTENCES] == []
    for code in REFUSALS:
        values = {name: "x" for name in arguments(code) if name not in {"line", "column", "value"}}
        assert sentence(code, line=3, column="c", value="v", more=values)
