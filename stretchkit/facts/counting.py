"""How many joints there are, counted from the table of joints."""

from typing import Literal

from stretchkit.facts.library import joints


def count_joints(
    *,
    region: Literal["upper", "low_back"],
    kind: Literal["synovial", "symphysis", "functional"] | None = None,
    spine: bool | None = None,
) -> int:
    """Return how many joints a region has, both sides together.

    Parameters
    ----------
    region
        `upper` is the skull to T12 with both shoulder girdles; `low_back` is L1/2 to L5/S1.
    kind
        Only joints of this kind. Without it, all joints where bone meets bone: synovial ones
        and discs, but not the shoulder blade's gliding on the ribs.
    spine
        True for the joints between the bones of the spine only, False for the others.

    Examples
    --------
    >>> count_joints(region="upper"), count_joints(region="low_back")
    (106, 15)
    """
    kinds = ("synovial", "symphysis") if kind is None else (kind,)
    return sum(
        joint.how_many
        for joint in joints().values()
        if joint.region == region
        and joint.kind in kinds
        and (spine is None or joint.spine == spine)
    )
