"""Email to persons: plain text, in our words, and never a reason for a page to fail."""

import logging
from smtplib import SMTPException
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string

log = logging.getLogger(__name__)


def post(template: str, email: str, facts: dict[str, Any]) -> bool:
    """Send people/email/<template>_subject.txt and _message.txt to `email`; whether the mail server took it."""
    subject = render_to_string(f"people/email/{template}_subject.txt", facts)
    body = render_to_string(f"people/email/{template}_message.txt", facts)
    return deliver(EmailMessage(" ".join(subject.split()), body.strip() + "\n", to=[email]))


def deliver(message: EmailMessage) -> bool:
    """Hand a message to the mail server; False, and a line in the log without its address, where it is not taken."""
    try:
        return message.send() == 1
    except (OSError, SMTPException) as error:
        log.warning("The mail server did not take a message: %s", type(error).__name__)
        return False
