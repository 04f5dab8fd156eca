"""The one store of reference data: its schema, its only reader and its only writer."""

from regso.store.reader import EXAMPLE, Reference, current, data_folder, refresh, store_path, using

__all__ = ["EXAMPLE", "Reference", "current", "data_folder", "refresh", "store_path", "using"]
