"""Citations from `data/references.bib`."""


def cite(key: str) -> str:
    """Return a citation as text."""
    raise NotImplementedError
