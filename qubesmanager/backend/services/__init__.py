"""Services that run in qubes, and calls that come from them: qrexec's work, done over libvirt."""
