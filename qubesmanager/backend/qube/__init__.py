"""One qube: its classes, properties, disks, network and firewall."""
