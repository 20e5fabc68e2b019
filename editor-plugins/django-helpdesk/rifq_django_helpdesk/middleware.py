"""Holds the saving of a public reply until rifq has read it. Internal notes and what customers write are not looked at."""

import logging

from django.contrib import messages
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from helpdesk import settings as helpdesk_settings
from helpdesk.decorators import is_helpdesk_staff
from helpdesk.models import Ticket
from helpdesk.user import HelpdeskUser
from rifq_ask import NoVerdict, ask

from . import conf
from .question import agent_language, question
from .words import words

log = logging.getLogger("rifq")
VIEWS = ("update", "followup_edit")
OURS = ("rifq_seen", "rifq_send", "rifq_reason", "rifq_other")


class HoldReplies:
    """Belongs at the end of MIDDLEWARE, behind those for CSRF, accounts, languages and messages."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """None lets django-helpdesk go on; a page holds the reply."""
        match = request.resolver_match
        if request.method != "POST" or "helpdesk" not in match.app_names or match.url_name not in VIEWS:
            return None
        if not is_helpdesk_staff(request.user) or not request.POST.get("comment", "").strip():
            return None
        # Who may not see the ticket is turned down by the view itself.
        ticket = HelpdeskUser(request.user).accessible_tickets().filter(pk=kwargs["ticket_id"]).first()
        if ticket is None or not _reaches_customer(request.POST, ticket, match.url_name):
            return None
        return _judged(request, ticket)


def _reaches_customer(post, ticket, view):
    """Whether the customer will read the comment: a public one, a resolution, or any where all changes are told."""
    if post.get("public"):
        return True
    if view != "update":
        return False
    status = post.get("new_status", "")
    resolution = status == str(Ticket.RESOLVED_STATUS) or (status == str(Ticket.CLOSED_STATUS) and ticket.resolution is None)
    quiet = helpdesk_settings.HELPDESK_PRIVATE_FOLLOWUP_MEANS_NO_EMAILS
    return resolution or (helpdesk_settings.HELPDESK_NOTIFY_SUBMITTER_FOR_ALL_TICKET_CHANGES and not quiet)


def _judged(request, ticket):
    comment = request.POST["comment"]
    asked = question(ticket, comment, request.user, len(request.FILES.getlist("attachment")))
    wish = "rifq_send" in request.POST and constant_time_compare(request.POST.get("rifq_seen", ""), _seal(ticket, comment))
    if wish:
        asked["override"] = {"reason": request.POST.get("rifq_other", "").strip() or request.POST.get("rifq_reason", "")}
    try:
        report = ask(asked, **conf.how())
    except NoVerdict as fault:
        log.warning("ticket %s: no verdict: %s", ticket.pk, fault)
        if conf.get("ON_FAILURE") == "block":
            return _page(request, ticket, None)
        messages.warning(request, words()["unseen"])
        return None
    verdict = report["verdict"]
    log.info("ticket %s: %s (%s)", ticket.pk, verdict, report["decision"].get("override", "none"))
    if verdict == "pass":
        return None
    if verdict == "warn" and conf.get("WARN") == "message":
        messages.warning(request, report["decision"]["short_summary"])
        return None
    return _page(request, ticket, report)


def _seal(ticket, comment):
    """Stands for the text that was judged: an override counts for that text only."""
    return salted_hmac("rifq_django_helpdesk", f"{ticket.pk}\0{comment}").hexdigest()


def _page(request, ticket, report):
    """The reply with what was found; everything else that was filled in goes along unseen."""
    said = words()
    decision = report["decision"] if report else {}
    found = report["diagnostics"] if report else []
    reasons = [
        {
            "code": reason["code"],
            "message": reason["message"],
            "quotes": [found[index]["text"] for index in reason["findings"] if len(found[index]["text"]) <= 200],
            "why": next((found[index]["why"] for index in reason["findings"] if found[index].get("why")), ""),
        }
        for reason in decision.get("reasons", [])
    ]
    passed_on = [(key, value) for key, values in request.POST.lists() if key not in ("comment", "csrfmiddlewaretoken", *OURS) for value in values]
    customer = [turn["text"] for turn in question(ticket, "", request.user, 0)["thread"] if turn["role"] == "customer"]
    context = {
        "words": said,
        "rtl": agent_language() == "ar",
        "ticket": ticket,
        "verdict": report["verdict"] if report else "failed",
        "heading": said["failed"] if not report else said["held"] if report["verdict"] == "block" else said["warned"],
        "reasons": reasons,
        "suggestion": decision.get("suggestion"),
        "overridable": decision.get("overridable", "never"),
        "reason_missing": decision.get("override") == "reason-missing",
        "choices": [(word, said.get(word, word)) for word in conf.get("REASONS")],
        "comment": request.POST["comment"],
        "seal": _seal(ticket, request.POST["comment"]),
        "passed_on": passed_on,
        "files": [file.name for file in request.FILES.getlist("attachment")],
        "customer": customer[-1] if customer else "",
        "helpdesk_settings": helpdesk_settings,
    }
    return render(request, "rifq_django_helpdesk/held.html", context, status=422 if report else 503)
