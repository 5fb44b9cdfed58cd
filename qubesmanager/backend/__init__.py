"""qubesd: the only owner of the store, the pools and the hypervisor connection."""
