"""The kinds of cases the papers give a term: how long, whose rule, and which stops surely count in it."""

from __future__ import annotations

from datetime import date

from tests.independent.clock import PAIRS

KPA_STOPS = ["suspended", "opinion_asked", "hybrid_sent", "party_delay", "independent_cause", "completion_call"]
PLAIN_STOPS = ["suspended", "party_delay", "independent_cause"]
CLOSING = {begins: ends for begins, ends in PAIRS.items() if ends}

# kind -> term, family of notices (delays.judge), the stops that surely count in its procedure
ORDINARY = {
    "kpa_investigation": ((1, "month"), "kpa", KPA_STOPS), "kpa_complex": ((2, "month"), "kpa", KPA_STOPS),
    "kpa_appeal": ((1, "month"), "kpa", KPA_STOPS), "tax_first_instance": ((1, "month"), "tax", PLAIN_STOPS),
    "tax_complex": ((2, "month"), "tax", PLAIN_STOPS), "certificate": ((7, "day"), "other", []),
    "gdpr_request": ((1, "month"), "other", []), "id_card": ((30, "day"), "other", []),
    "housing_allowance": ((1, "month"), "other", []), "road_lane_occupancy_other": ((1, "month"), "other", []),
}  # fmt: skip
# Prawo budowlane 35 ust. 8 leaves out mediation and the hybrid delivery
BUILDING_STOPS = [stop for stop in KPA_STOPS if stop != "hybrid_sent"]
FINED = {
    "building_permit": ("C09", 65, BUILDING_STOPS), "building_permit_rail_biogas": ("C09", 45, BUILDING_STOPS),
    "building_permit_defence": ("C09", 30, BUILDING_STOPS), "zoning_decision": ("C09", 90, PLAIN_STOPS),
    "zoning_house_70m2": ("C09", 21, []), "public_purpose_location": ("C09", 65, PLAIN_STOPS),
    "road_lane_location": ("W03", 65, PLAIN_STOPS), "road_lane_location_telecom": ("W03", 45, PLAIN_STOPS),
    "road_lane_occupancy_telecom_or_joint": ("W03", 30, PLAIN_STOPS),
}  # fmt: skip
# their days stand in the consolidated text of 2024 (poz. 725); since when, the papers do not say
SHORTER, READ_OF_2024 = {"building_permit_rail_biogas", "building_permit_defence"}, date(2024, 9, 1)
PLANNING = {"zoning_decision", "zoning_house_70m2", "public_purpose_location"}
SILENT = {
    "works_notification": ((21, "day"), True),
    "kpa_tacit": ((1, "month"), False),
    "kpa_simplified": ((1, "month"), False),
}
ANSWERED = {
    "public_information": ("C10", (14, "day")), "complaint": ("C11", (1, "month")), "motion": ("C11", (1, "month")),
    "complaint_councillor": ("C11", (14, "day")), "councillor_interpellation": ("C11", (14, "day")),
    "petition": ("C11", (3, "month")), "appeal_forward": ("C12", (7, "day")), "ponaglenie_forward": ("C12", (7, "day")),
    "complaint_forward": ("C12", (7, "day")), "motion_forward": ("C12", (7, "day")),
    "opinion_106": ("C12", (2, "week")),
    "petition_forward": ("C12", (30, "day")), "tax_appeal_forward": ("C12", (14, "day")),
    "court_complaint_forward": ("C12", (30, "day")), "court_complaint_information_forward": ("C12", (15, "day")),
}  # fmt: skip
