"""The kinds of matters the law knows, how a healthy office settles each, and how far ahead of the term it does so."""

from __future__ import annotations

from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of matter.

    id: term of the law. n, of: the term, said again so that the generator shares no mistake with the law's record.
    pace: working days to the settlement; spare: working days it always leaves before the term; year: matters a year.
    ways: what happens meanwhile, matter after matter (see `course`). ends: decided, answered or forwarded.
    anew: an answered call to complete begins the term anew.
    """

    id: str
    unit: str
    jrwa: str
    n: int | None
    of: str
    pace: int
    spare: int
    year: int
    ends: str = "decided"
    ways: tuple[str, ...] = ("plain",)
    anew: bool = False


CODE = ("plain", "notice", "suspended", "mediation", "delay")
COMPLEX = ("plain", "notice", "call", "opinion", "suspended", "hybrid", "returned")
PERMIT = ("call", "opinion", "plain", "party", "suspended")
KINDS = (
    # building and planning: a fine for each day (C09), a power to lose (C08)
    Kind("building_permit", "WB", "6740", 65, "day", 22, 12, 26, ways=PERMIT),
    Kind("building_permit_eia", "WB", "6741", 65, "day", 30, 8, 4, ways=("plain", "opinion")),
    Kind("building_permit_rail_biogas", "WB", "6742", 45, "day", 12, 12, 2),
    Kind("building_permit_defence", "WB", "6744", 30, "day", 8, 12, 2),
    Kind("works_notification", "WB", "6743", 21, "day", 5, 7, 24, ways=("plain", "call"), anew=True),
    Kind("works_notification_house_70m2", "WB", "6745", None, "day", 5, 0, 4),
    Kind("zoning_decision", "WB", "6730", 90, "day", 30, 12, 10, ways=("opinion", "call")),
    Kind("zoning_house_70m2", "WB", "6731", 21, "day", 3, 10, 3),
    Kind("zoning_farm_biogas", "WB", "6732", 65, "day", 20, 12, 2),
    Kind("building_appeal_call", "WB", "6746", 14, "day", 2, 7, 2),
    Kind("public_purpose_location", "WB", "6733", 65, "day", 20, 12, 4, ways=("opinion",)),
    # roads (W02, W03)
    Kind("road_lane_location", "DR", "7230", 65, "day", 20, 10, 8, ways=("plain", "call")),
    Kind("road_lane_location_telecom", "DR", "7231", 45, "day", 12, 10, 8),
    Kind("road_lane_occupancy_telecom_or_joint", "DR", "7234", 30, "day", 7, 10, 8),
    Kind("road_lane_occupancy_other", "DR", "7235", 1, "month", 9, 7, 12, ways=("plain", "notice")),
    Kind("road_foreign_device_consent", "DR", "7236", 14, "day", 2, 7, 3),
    # the code of administrative procedure
    Kind("kpa_immediate", "SO", "5340", None, "day", 2, 0, 8),
    Kind("kpa_investigation", "OS", "6131", 1, "month", 10, 7, 20, ways=CODE),
    Kind("kpa_complex", "SO", "5343", 2, "month", 20, 7, 20, ways=COMPLEX),
    Kind("kpa_appeal", "SO", "5345", 1, "month", 10, 7, 3),
    Kind("kpa_simplified", "SO", "5346", 1, "month", 8, 7, 6),
    Kind("kpa_tacit", "OS", "6150", 1, "month", 8, 7, 6, ways=("plain", "call"), anew=True),
    Kind("ponaglenie_decide", "SO", "5347", 7, "day", 1, 4, 2),
    Kind("prosecutor_objection", "SO", "5348", 30, "day", 8, 7, 2),
    Kind("opinion_106", "OS", "6135", 14, "day", 5, 4, 6),
    Kind("certificate", "SO", "5342", 7, "day", 1, 4, 40),
    Kind("tree_notification_visit", "OS", "6132", 21, "day", 6, 7, 4),
    Kind("tree_notification_objection", "OS", "6133", 14, "day", 2, 7, 4),
    # complaints, motions, petitions, information (C10, C11)
    Kind("complaint", "OR", "1510", 1, "month", 10, 7, 8),
    Kind("complaint_councillor", "OR", "1511", 14, "day", 2, 7, 4),
    Kind("motion", "OR", "1512", 1, "month", 10, 7, 6),
    Kind("petition", "OR", "152", 3, "month", 30, 7, 6, ways=("plain", "call", "notice"), anew=True),
    Kind("citizens_bill", "OR", "0006", 3, "month", 35, 7, 2),
    Kind("councillor_interpellation", "OR", "0003", 14, "day", 2, 7, 8),
    Kind("public_information", "OR", "1431", 14, "day", 4, 5, 24, ways=("plain", "notice", "fee", "plain")),
    Kind("public_information_appeal", "OR", "1432", 14, "day", 2, 7, 2),
    Kind("gdpr_request", "OR", "1330", 1, "month", 8, 7, 4, ways=("plain", "notice")),
    # taxes
    Kind("tax_first_instance", "PO", "3120", 1, "month", 9, 7, 24, ways=("plain", "notice", "call")),
    Kind("tax_complex", "PO", "3124", 2, "month", 22, 7, 12, ways=("plain", "notice", "opinion")),
    Kind("tax_appeal", "PO", "3141", 2, "month", 22, 7, 2),
    Kind("tax_appeal_hearing", "PO", "3142", 3, "month", 30, 7, 2),
    # what is passed on (C12)
    Kind("appeal_forward", "SO", "5349", 7, "day", 1, 4, 12, "forwarded", ways=("plain", "plain", "decided_anew")),
    Kind("ponaglenie_forward", "SO", "5350", 7, "day", 1, 4, 3, "forwarded"),
    Kind("motion_forward", "OR", "1514", 7, "day", 1, 4, 3, "forwarded"),
    Kind("complaint_forward", "OR", "1513", 7, "day", 1, 4, 4, "forwarded"),
    Kind("petition_forward", "OR", "153", 30, "day", 6, 5, 3, "forwarded"),
    Kind("tax_appeal_forward", "PO", "3140", 14, "day", 3, 5, 6, "forwarded"),
    Kind("court_complaint_forward", "SO", "5351", 30, "day", 8, 9, 4, "forwarded"),
    Kind("court_complaint_information_forward", "OR", "1433", 15, "day", 2, 9, 2, "forwarded"),
    # services
    Kind("housing_allowance", "MOPS", "7140", 1, "month", 9, 7, 24),
    Kind("id_card", "SO", "5330", 30, "day", 8, 7, 30),
)  # fmt: skip
