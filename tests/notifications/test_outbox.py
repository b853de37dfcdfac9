from __future__ import annotations

from django.core.mail import EmailMessage, EmailMultiAlternatives

from essaim.notifications.models import Mail


def test_a_mail_of_another_library_becomes_a_row_of_the_outbox(cast):
    mail = EmailMultiAlternatives("Sub\u00a0ject", "text", to=["MARC@exemple.fr"], reply_to=["a@b.fr"])
    mail.attach_alternative("<p>text</p>", "text/html")
    mail.attach("note.txt", "é", "text/plain")
    assert mail.send() == 1
    kept = Mail.objects.get()
    assert (kept.person, kept.text, kept.html, kept.reply_to) == (cast.marc, "text", "<p>text</p>", "a@b.fr")
    assert bytes(kept.attachments.get().content) == "é".encode()


def test_each_recipient_has_a_mail_of_their_own(db):
    assert EmailMessage("s", "t", to=["a@b.fr", "c@d.fr"], bcc=["e@f.fr"]).send() == 1
    assert set(Mail.objects.values_list("to", flat=True)) == {"a@b.fr", "c@d.fr", "e@f.fr"}


def test_a_header_gives_the_key_and_does_not_travel(db):
    EmailMessage("s", "t", to=["a@b.fr"], headers={"X-Essaim-Key": "sign-in:1", "X-Other": "kept"}).send()
    kept = Mail.objects.get()
    assert kept.key == "sign-in:1"
    assert kept.headers == {"Content-Language": "en", "X-Other": "kept"}
