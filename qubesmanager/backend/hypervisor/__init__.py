"""Virtual machines: libvirt, and what it is told. Knows machines by UUID, no qubes."""
