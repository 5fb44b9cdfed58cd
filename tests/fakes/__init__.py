"""Classes in memory behind the interfaces of the client, for windows without a qubesd."""
