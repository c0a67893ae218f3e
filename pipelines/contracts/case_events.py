"""Case events: the steps of a case, a document or an invoice, in the order they happened."""

from pipelines.contracts.model import Day, Flag, Integer, Model, Moment, Text, made, optional, required


class CaseEvents(Model, key=["event_id"]):
    """A row per step."""

    case_id: Text = required("Case mark, or the identifier of a document or invoice", of="cases")
    at: Moment = required("When it happened")
    event: Text = required("What happened; some words carry legal meaning, any other is welcome")
    actor: Text = optional("Employee who did it", of="employees")
    unit: Text = optional("Unit where it happened", of="units")
    document_id: Text = optional("Document that proves it")
    until: Day = optional("Last day of the stop, where it is known")
    days: Integer = optional("Days given to the party", ge=0, le=9_999, form="7")
    new_date: Day = optional("New due day told to the parties")
    reason: Text = optional("Reason, for example party_request or statutory")
    told_of_ponaglenie: Flag = optional("Were the parties told of the right to a ponaglenie?")
    works_planned: Flag = optional("Did the decision say that works are planned?")
    party: Text = optional("Which party it concerns: a number or mark in the file, never a name")
    event_id: Text = made("Identifier of the step")
