"""The command line. ``main`` is the door; each command stands in a module of its own and is imported when it runs."""
