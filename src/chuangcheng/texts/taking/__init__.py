"""What a draft becomes: its stored form, and for each field the entry that a plan would take over.

Doors: ``storing.stored(draft)`` makes plain JSON of a draft; ``entries.entry_of(name, value, year)`` gives the texts that
a person sees, may change and accepts, with what they still lack. Pure, as all of ``texts``.
"""
