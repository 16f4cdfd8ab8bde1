"""Reads of scoring: facts collected into season folders, results of runs, what each person may see of them."""
