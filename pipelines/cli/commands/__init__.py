"""The work behind each command of `ratusz`, loaded only when the command is called."""
