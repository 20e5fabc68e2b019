"""Two customers, their tickets, an agent."""

import django

django.setup()
from django.contrib.auth import get_user_model  # noqa: E402
from helpdesk.models import Queue, Ticket  # noqa: E402

user = get_user_model()
user.objects.create_superuser("sami", "sami@example.org", "sami", first_name="Sami")
user.objects.create_user("mona", "mona@example.com", "mona", first_name="Mona")
user.objects.create_user("huda", "huda@example.com", "huda", first_name="هدى")
orders = Queue.objects.create(title="Orders", slug="orders", email_address="orders@example.org", allow_public_submission=True)
for name, title, text in [
    ("mona", "Kettle", "My Copperfield kettle arrived cracked. When do I get a new one?"),
    ("huda", "الغلاية", "وصلت غلاية كوبرفيلد مكسورة. متى تصلني واحدة جديدة؟"),
]:
    Ticket.objects.create(queue=orders, title=title, description=text, submitter_email=f"{name}@example.com")
