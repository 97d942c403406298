"""The facts as tables."""

import pytest

import stretchkit as sk

MUSCLES = """trapezius_upper trapezius_middle trapezius_lower levator_scapulae rhomboid_minor
rhomboid_major splenius_capitis splenius_cervicis semispinalis_capitis semispinalis_cervicis
suboccipitals sternocleidomastoid_sternal sternocleidomastoid_clavicular scalenus_anterior
scalenus_medius scalenus_posterior longus_colli serratus_anterior serratus_posterior_superior
pectoralis_minor pectoralis_major latissimus_dorsi erector_spinae_thoracic infraspinatus
supraspinatus teres_major teres_minor subscapularis deltoid_posterior"""


@pytest.mark.parametrize("name", ["muscles", "stretches", "red_flags"])
def test_every_table_is_indexed_by_key_and_names_its_sources(name: str) -> None:
    table = getattr(sk, name)()
    assert table.index.name == "key" and table.index.is_unique
    assert table["sources"].str.len().min() > 0


def test_all_the_muscles_of_the_course_are_there() -> None:
    assert set(sk.muscles().index) == set(MUSCLES.split())
    codes = sk.muscles()["ta98"].dropna()
    assert codes.str.fullmatch(r"A04\.\d\.\d\d\.\d\d\d").all() and codes.is_unique
    assert sk.muscles()["plain_label"].is_unique


def test_stretches_come_in_the_order_of_the_course() -> None:
    table = sk.stretches()
    assert list(table.index) == ["cross_arm_knee_press", "clasp_and_reach", "neck_tilt"]
    assert table.loc["neck_tilt", "variations"] == "basic, arm_behind_back, seat_edge, four_way"


def test_red_flags_carry_level_box_and_text() -> None:
    row = sk.red_flags().loc["unchecked_injury"]
    assert (row["level"], row["box"]) == ("today", "B1")


def test_a_table_is_a_copy() -> None:
    table = sk.muscles()
    table.loc["levator_scapulae", "plain_label"] = "spoilt"
    assert sk.muscles().loc["levator_scapulae", "plain_label"] == "shoulder-blade lifter"
