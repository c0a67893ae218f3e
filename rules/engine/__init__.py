"""The only place that touches durable-rules: declare a rule, harden it, judge with it."""
