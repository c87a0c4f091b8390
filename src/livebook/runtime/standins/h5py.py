"""The part of h5py that Keras needs to save and load a model: groups, and arrays in them.

What it writes is not HDF5 but NumPy's archive: a model that was saved in the page can be loaded in
the page. What is saved, and under which names, is Keras' own work.
"""

import io
import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np

_ABOUT = "about"


class HardLink:
    """An ordinary entry of a group."""


class SoftLink:
    """Refused by Keras, never made here."""


class ExternalLink:
    """Refused by Keras, never made here."""


class Dataset:
    """An array with attributes."""

    external, is_virtual = None, False

    def __init__(self, data):
        self._data, self.attrs = np.asarray(data), {}
        self.id = SimpleNamespace(get_storage_size=lambda: self._data.nbytes)

    shape = property(lambda self: self._data.shape)
    dtype = property(lambda self: self._data.dtype)

    def __array__(self, dtype=None, copy=None):
        return np.array(self._data, dtype=dtype)


class Group:
    """Groups and arrays by name; a name with slashes is a path."""

    def __init__(self, name="/"):
        self.name, self.attrs, self._entries = name, {}, {}

    def create_group(self, path):
        """Make a group and those above it."""
        first, _, rest = path.strip("/").partition("/")
        inner = self._entries.setdefault(first, Group(f"{self.name.rstrip('/')}/{first}"))
        return inner.create_group(rest) if rest else inner

    def create_dataset(self, path, data):
        """Put an array into a group."""
        above, _, name = path.strip("/").rpartition("/")
        group = self.create_group(above) if above else self
        group._entries[name] = Dataset(data)
        return group._entries[name]

    def get(self, path, default=None, getclass=False, getlink=False):
        """Return an entry, or the class of it or of the link to it."""
        if path not in self:
            return default
        if getclass and getlink:
            return HardLink
        return type(self[path]) if getclass else self[path]

    def keys(self):
        """Return the names of the entries, sorted as in HDF5."""
        return sorted(self._entries)

    def items(self):
        """Return names and entries."""
        return [(name, self._entries[name]) for name in self.keys()]

    def __getitem__(self, path):
        first, _, rest = path.strip("/").partition("/")
        return self._entries[first][rest] if rest else self._entries[first]

    def __setitem__(self, path, data):
        self.create_dataset(path, data)

    def __delitem__(self, name):
        del self._entries[name]

    def __contains__(self, path):
        first, _, rest = path.strip("/").partition("/")
        entry = self._entries.get(first)
        return entry is not None and (not rest or (isinstance(entry, Group) and rest in entry))

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._entries)

    def _walk(self):
        yield self
        for entry in self._entries.values():
            if isinstance(entry, Group):
                yield from entry._walk()


class File(Group):
    """The outermost group, read from and written to a file.

    >>> place = io.BytesIO()
    >>> with File(place, "w") as file:
    ...     file.create_group("layers/dense")["kernel"] = np.ones(2)
    >>> with File(place, "r") as file:
    ...     np.array(file["layers/dense/kernel"]).tolist()
    [1.0, 1.0]
    """

    def __init__(self, place, mode="r"):
        super().__init__()
        self.filename, self.mode, self._place = str(place), mode, place
        self._open = True
        if mode == "r":
            self._load()

    def _load(self):
        if isinstance(self._place, str | Path):
            data = Path(self._place).read_bytes()
        else:
            self._place.seek(0)
            data = self._place.read()
        with np.load(io.BytesIO(data)) as stored:
            about = json.loads(str(stored[_ABOUT]))
            for path, attrs in about["groups"].items():
                group = self.create_group(path) if path != "/" else self
                group.attrs.update(attrs)
            for number, (path, attrs) in enumerate(about["arrays"].items()):
                self.create_dataset(path, stored[str(number)]).attrs.update(attrs)

    def flush(self):
        """Write what has changed."""
        if self.mode != "w":
            return
        groups = list(self._walk())
        arrays = {
            f"{group.name.rstrip('/')}/{name}": entry
            for group in groups
            for name, entry in group.items()
            if isinstance(entry, Dataset)
        }
        about = {
            "groups": {group.name: group.attrs for group in groups},
            "arrays": {path: entry.attrs for path, entry in arrays.items()},
        }
        written = io.BytesIO()
        numbered = {str(number): np.array(entry) for number, entry in enumerate(arrays.values())}
        np.savez(written, **{_ABOUT: json.dumps(about)}, **numbered)
        if isinstance(self._place, str | Path):
            Path(self._place).write_bytes(written.getvalue())
        else:
            self._place.seek(0)
            self._place.truncate()
            self._place.write(written.getvalue())

    def close(self):
        """Write, and let go of the file."""
        if self._open:
            self.flush()
        self._open = False

    def __bool__(self):
        return self._open

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
