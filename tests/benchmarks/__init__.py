"""Measurements that no test asserts; each module is run by itself."""
