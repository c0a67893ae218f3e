"""The errors of the engine; apart, so that a command line can name them without loading the engine."""

UNLOADABLE = 78  # how a child ends that cannot load the library: EX_CONFIG of sysexits.h


class EngineFault(RuntimeError):
    """The engine did not judge everything; nothing of that run may be used."""


class EngineUnloadable(EngineFault):
    """durable-rules is installed in a way this Python cannot load: plain pip on 3.13 builds it so."""
