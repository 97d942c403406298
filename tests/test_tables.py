"""The facts as tables."""

import pytest

import stretchkit as sk

MUSCLES = """trapezius_upper trapezius_middle trapezius_lower levator_scapulae rhomboid_minor
rhomboid_major splenius_capitis splenius_cervicis semispinalis_capitis semispinalis_cervicis
suboccipitals sternocleidomastoid_sternal sternocleidomastoid_clavicular scalenus_anterior
scalenus_medius scalenus_posterior longus_colli serratus_anterior serratus_posterior_superior
pectoralis_minor pectoralis_major latissimus_dorsi erector_spinae_thoracic infraspinatus
supraspinatus teres_major teres_minor subscapularis deltoid_posterior"""


@pytest.mark.parametrize("name", ["muscles", "joints", "stretches", "red_flags"])
def test_every_table_is_indexed_by_key_and_names_its_sources(name: str) -> None:
    table = getattr(sk, name)()
    assert table.index.name == "key" and table.index.is_unique
    assert table["sources"].str.len().min() > 0


def test_all_the_muscles_of_the_course_are_there() -> None:
    assert set(sk.muscles().index) == set(MUSCLES.split())
    codes = sk.muscles()["ta98"].dropna()
    assert codes.str.fullmatch(r"A04\.\d\.\d\d\.\d\d\d").all() and codes.is_unique
    assert sk.muscles()["plain_label"].is_unique


def test_no_muscle_leaves_a_cell_open_that_every_muscle_has() -> None:
    table = sk.muscles()
    every = ["layer", "origin", "insertion", "origin_latin", "insertion_latin", "nerve", "roots"]
    every += ["action_words", "synonyms", "sources"]
    assert (table[every].map(len) > 0).all(axis=None)
    assert (table["referral"].notna() != table["referral_note"].notna()).all()
    assert table.loc["levator_scapulae", "nerve"] == "neck_front_branches, dorsal_scapular"
    assert table.loc["levator_scapulae", "upper_crossed"] == "tight"


def test_the_joints_can_be_counted_from_their_table() -> None:
    table = sk.joints()
    sums = table.groupby(["region", "kind"])["how_many"].sum()
    assert sums["upper", "synovial"] == 89 and sums["upper", "symphysis"] == 17
    assert sums["low_back"].sum() == 15
    assert table.loc["scapulothoracic", "kind"] == "functional"


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
