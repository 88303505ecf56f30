"""The published standards as functions, by subject: how a page reads, what it tells, what bears it out, what it shows.

Each names the gate it judges in the registry, `gates`.
"""
