"""What is asked: the reply as the customer would read it, with what the helpdesk knows of the ticket."""

from django.contrib.auth import get_user_model
from django.template import TemplateSyntaxError, engines
from django.utils.translation import get_language
from helpdesk.decorators import is_helpdesk_staff
from helpdesk.lib import safe_template_context

from . import conf

OPEN, CLOSE = "{% verbatim %}{%", "%}{% endverbatim %}"


def agent_language():
    return "ar" if (get_language() or "").startswith("ar") else "en"


def question(ticket, comment, user, files):
    """The request for a reply of `user` to `ticket`."""
    slug = ticket.queue.slug
    asked = {
        "id": f"{slug}-{ticket.pk}",
        "text": as_sent(ticket, comment),
        "offsets": "utf32",
        "channel": conf.get("CHANNELS").get(slug, conf.get("CHANNEL")),
        "queue": slug,
        "subject": ticket.title,
        "ui_language": agent_language(),
        "agent": {"id": user.get_username(), "name": user.get_full_name() or user.get_username()},
        "attachments": files,
        "thread": thread(ticket),
    }
    if slug in conf.get("TEAMS"):
        asked["team"] = conf.get("TEAMS")[slug]
    name = customer_name(ticket)
    if name:
        asked["customer"] = {"name": name}
    return asked


def as_sent(ticket, comment):
    """The comment as django-helpdesk writes it into the ticket: names of ticket and queue are filled in, tags stay as they are."""
    held = comment.replace("{%", "\0open").replace("%}", "\0close")
    held = held.replace("\0open", OPEN).replace("\0close", CLOSE)
    try:
        return engines["django"].from_string(held).render(safe_template_context(ticket))
    except TemplateSyntaxError:
        return comment


def thread(ticket):
    """What was said so far, oldest first: the customer's messages and the public replies, no notes."""
    turns = [{"role": "customer", "text": ticket.description or ""}]
    latest = ticket.followup_set.filter(public=True).exclude(comment=None).exclude(comment="")
    for followup in reversed(latest.select_related("user").order_by("-date")[: conf.get("THREAD") - 1]):
        ours = followup.user is not None and is_helpdesk_staff(followup.user)
        turns.append({"role": "agent" if ours else "customer", "text": followup.comment, "at": followup.date.isoformat()})
    return [turn for turn in turns if turn["text"].strip()]


def customer_name(ticket):
    """The name of the account with the submitter's address, if there is one."""
    if not ticket.submitter_email:
        return ""
    account = get_user_model().objects.filter(email__iexact=ticket.submitter_email).first()
    return account.get_full_name() if account else ""
