"""The report families that gouji knows: one folder of data each, read by :func:`gouji.family.load`."""
