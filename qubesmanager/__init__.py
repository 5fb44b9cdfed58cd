"""Qube Manager: keep, back up and restore the qubes of a desktop.

The floors of the house, top to bottom: ``ui`` and ``cli`` (what a person uses), ``client`` (a
qubesd seen from outside), ``backend`` (qubesd itself), ``backend.storage`` and
``backend.backup`` (disks and archives), ``protocol`` (what crosses the socket).
"""

__version__ = "0.1.0"
