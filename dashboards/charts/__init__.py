"""Pictures: a file per kind, each a pure function of rows and colours that returns an Altair chart."""
