"""Coverage-guided fuzzing of everything that reads an untrusted archive.

``python -m tests.fuzz --seconds 600 [TARGET…]`` runs longer than the tests do, and with ``--grow``
keeps what reaches new code in ``corpus/``, an input a line in base 64.
"""
