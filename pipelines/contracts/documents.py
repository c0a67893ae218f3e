"""Documents: what came in, and who has it."""

from pipelines.contracts.cases import CHANNELS
from pipelines.contracts.model import Day, Model, Text, optional, required


class Documents(
    Model,
    key=["document_id"],
    judged_by_key=True,
    told_by=["case_events"],
    ends={"closed_on": ("received_on", "closed_before_received")},
):
    """A row per document received."""

    document_id: Text = required("Identifier of the document")
    received_on: Day = required("Day it was received")
    kind: Text = optional("Kind of document; a term of the law makes it judged like a case")
    sender: Text = optional("Sender; kept only for the JRWA classes named in [privacy]")
    subject: Text = optional("Subject; kept only for the JRWA classes named in [privacy]")
    unit: Text = optional("Unit that has the document", of="units")
    holder: Text = optional("Employee who has the document", of="employees")
    assigned_on: Day = optional("Day it was assigned")
    case_id: Text = optional("Case the document belongs to", of="cases")
    due_on: Day = optional("Due day given by the source; final, never moved")
    closed_on: Day = optional("Day it was dealt with")
    channel: Text = optional("How it arrived", choices=CHANNELS)
