"""The cached door to templates that staff changed; the rules of `workspace_store` hold here too."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from bulletin.templates.chosen import TEMPLATE_NAMES, Template, Templates
from components.sign_in import signed_as
from components.store import KEEP_SECONDS
from components.workspace_store import now, read, version, write
from data_access.workspace import templates
from data_access.workspace.templates import Upload


def active() -> Templates:
    """Return the templates that documents are made from; raises DatabaseAway where our store is away.

    A changed template never quietly gives way to the shipped one: the document would look otherwise than agreed.
    """
    return _active(version())


# Shared, since it is only read and may hold some megabytes; its key changes with every row of the store.
@st.cache_resource(ttl=KEEP_SECONDS, max_entries=2, show_spinner=False)
def _active(version: str) -> Templates:
    stored = read(templates.read_active_templates)
    return Templates(active={kind: Template(call(kind, kept.version), kept.docx) for kind, kept in stored.items()})


def call(name: str, number: int) -> str:
    """Return what messages call a version of a template: 通报第3版."""
    return f"{TEMPLATE_NAMES[name]}第{number}版"


def versions(name: str) -> pd.DataFrame:
    """Return the kept versions of a template, newest first; columns as `templates.read_templates`."""
    return _versions(version(), name)


@st.cache_data(ttl=KEEP_SECONDS, max_entries=8, show_spinner=False)
def _versions(version: str, name: str) -> pd.DataFrame:
    return read(templates.read_templates, name)


def template_file(name: str, number: int) -> bytes:
    """Return a kept version byte by byte."""
    return read(templates.read_template, name, number).docx


def keep(upload: Upload) -> int:
    """Keep a checked template and return its version; raises InputRejected as `templates.add_template`."""
    return write(templates.add_template, replace(upload, uploaded_by=signed_as(upload.uploaded_by)), now())


def activate(name: str, number: int, activated_by: str) -> None:
    """Put a version to use; raises InputRejected as `templates.activate_template`."""
    write(templates.activate_template, name, number, signed_as(activated_by), now())


def restore(name: str, restored_by: str) -> None:
    """Go back to the shipped template; raises InputRejected as `templates.restore_shipped`."""
    write(templates.restore_shipped, name, signed_as(restored_by), now())
