"""From findings to letters: deliver(write(hold(route(findings))))."""
