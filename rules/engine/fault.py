"""The one error of the engine; apart, so that a command line can name it without loading the engine."""


class EngineFault(RuntimeError):
    """The engine did not judge everything; nothing of that run may be used."""
