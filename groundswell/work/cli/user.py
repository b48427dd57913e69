"""groundswell user: accounts, from the outside. The operator is the authority here."""

from typing import TYPE_CHECKING, Annotated

import typer

from groundswell.work.cli.say import AsJson, Problem, console, table

if TYPE_CHECKING:
    from groundswell.members.models import Member

app = typer.Typer(help="Create accounts, give roles, make links to set a password.", no_args_is_help=True)
Handle = Annotated[str, typer.Argument(help="The member's handle.")]
ROLES = "member, agent, moderator, manager or admin"


@app.command()
def create(
    handle: Handle,
    email: Annotated[str, typer.Option(help="Address to sign in with.")],
    name: Annotated[str, typer.Option(help="Name to show.")] = "",
    role: Annotated[str, typer.Option(help=ROLES)] = "member",
    as_json: AsJson = False,
) -> None:
    """Open an account and print the link with which its owner chooses a password."""
    from groundswell.work.database import community

    with community():
        from django.db import transaction

        from groundswell.members.actions import change_role, join

        with transaction.atomic():
            member = join(handle=handle, name=name, email=email, how="operator")
            _verified(member)
            if role != "member":
                change_role(member, role, by=None)
        table([{"handle": member.handle, "role": role, "password link": link_of(member)}], as_json)


@app.command()
def role(handle: Handle, role: Annotated[str, typer.Argument(help=ROLES)]) -> None:
    """Give a member another role."""
    from groundswell.work.database import community

    with community():
        from groundswell.members.actions import change_role

        member = found(handle)
        change_role(member, role, by=None)
        console.print(f"{member.handle} is now {role}.")


@app.command()
def link(handle: Handle) -> None:
    """Print a link with which the member chooses a new password. It works once."""
    from groundswell.work.database import community

    with community():
        print(link_of(found(handle)))


@app.command(name="list")
def list_(
    role: Annotated[str, typer.Option(help=f"Only this role: {ROLES}.")] = "",
    limit: Annotated[int, typer.Option(min=1)] = 50,
    as_json: AsJson = False,
) -> None:
    """List members, the newest first."""
    from groundswell.work.database import community

    with community():
        from groundswell.members.models import Member

        members = Member.objects.present().order_by("-joined", "-pk")
        if role:
            members = members.filter(role=role)
        columns = ("handle", "name", "role", "email", "reputation", "joined")
        rows = [dict(zip(columns, row, strict=True)) for row in members.values_list(*columns)[:limit]]
        table([{**row, "joined": f"{row['joined']:%Y-%m-%d}"} for row in rows], as_json)


def found(handle: str) -> "Member":
    from groundswell.members.models import Member

    member = Member.objects.called(handle).first()
    if member is None:
        raise Problem(f"Nobody here has the handle {handle}.")
    return member


def link_of(member: "Member") -> str:
    """The address on which its owner sets a new password."""
    from allauth.account.forms import default_token_generator
    from allauth.account.utils import user_pk_to_url_str
    from django.conf import settings
    from django.urls import reverse

    key = f"{user_pk_to_url_str(member)}-{default_token_generator.make_token(member)}"
    uid, _, token = key.partition("-")
    return settings.SITE_URL + reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})


def _verified(member: "Member") -> None:
    """The operator vouches for the address."""
    from allauth.account.models import EmailAddress

    EmailAddress.objects.update_or_create(
        user=member, email=member.email or "", defaults={"verified": True, "primary": True}
    )


@app.command()
def claim(
    handle: Handle,
    email: Annotated[str, typer.Argument(help="The address of the person who is behind the imported member.")],
) -> None:
    """Print a link with which somebody takes over the account that came with an import."""
    from groundswell.work.database import community

    with community():
        from groundswell.members.claims import claim_link

        print(claim_link(found(handle), email))
